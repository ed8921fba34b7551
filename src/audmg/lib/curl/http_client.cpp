// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/curl/http_client.hpp"

#include "audmg/core/text.hpp"
#include "audmg/lib/curl/error.hpp"
#include "audmg/lib/curl/list.hpp"
#include "audmg/lib/curl/setup.hpp"
#include "audmg/lib/curl/transfer.hpp"

#include <algorithm>
#include <cstdio>
#include <span>

namespace audmg::curl {
namespace {

/// All field lines of one answer together.
constexpr std::size_t kMaxFieldBytes = std::size_t{64} * 1024;

struct PendingAnswer {
  const ClientRequest& request;
  const Transfer& transfer;
  ClientAnswer answer{};
  std::size_t field_bytes = 0;
  std::uint64_t sent_bytes = 0;
  /// The empty line after the fields has come. libcurl takes a head that ends before it for whole.
  bool head_is_whole = false;
  bool too_large = false;
  /// The source or the sink wants no more.
  bool ended = false;
};

bool goes_to_sink(PendingAnswer& exchange) {
  if (!exchange.request.sink) return false;
  exchange.answer.status = exchange.transfer.response_code();
  return exchange.answer.status / 100 == 2;
}

std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* self) {
  auto& exchange = *static_cast<PendingAnswer*>(self);
  const std::size_t length = size * count;
  if (goes_to_sink(exchange)) {
    exchange.ended = !exchange.request.sink(exchange.answer, std::string_view(bytes, length));
    return exchange.ended ? CURL_WRITEFUNC_ERROR : length;
  }
  std::string& body = exchange.answer.body;
  const std::size_t room = exchange.request.max_answer_bytes - body.size();
  exchange.too_large = length > room;
  body.append(bytes, std::min(length, room));
  return exchange.too_large ? CURL_WRITEFUNC_ERROR : length;
}

std::size_t take_field(char* bytes, std::size_t size, std::size_t count, void* self) {
  auto& exchange = *static_cast<PendingAnswer*>(self);
  const std::string_view line(bytes, size * count);
  exchange.field_bytes += line.size();
  exchange.too_large = exchange.field_bytes > kMaxFieldBytes;
  if (exchange.too_large) return CURL_WRITEFUNC_ERROR;
  const std::size_t colon = line.find(':');
  if (line.starts_with("HTTP/")) {
    exchange.answer.fields.clear();  // after a 100 the real head follows
    exchange.head_is_whole = false;
  } else if (trim(line, "\r\n").empty()) {
    exchange.head_is_whole = true;
  } else if (colon != std::string_view::npos) {
    exchange.answer.fields.emplace_back(lower_case(line.substr(0, colon)),
                                        trim(line.substr(colon + 1), " \t\r\n"));
  }
  return line.size();
}

std::size_t give_body(char* into, std::size_t size, std::size_t count, void* self) {
  auto& exchange = *static_cast<PendingAnswer*>(self);
  const BodySource& source = *exchange.request.source;
  const auto room = static_cast<std::size_t>(
      std::min<std::uint64_t>(size * count, source.size - exchange.sent_bytes));
  if (room == 0) return 0;
  const std::size_t length = source.read_at(exchange.sent_bytes, std::span(into, room));
  exchange.ended = length == 0;
  if (exchange.ended) return CURL_READFUNC_ABORT;
  exchange.sent_bytes += length;
  return length;
}

/// Called when the body is sent once more over a new connection.
int seek_body(void* self, curl_off_t offset, int origin) {
  if (origin != SEEK_SET || offset < 0) return CURL_SEEKFUNC_CANTSEEK;
  static_cast<PendingAnswer*>(self)->sent_bytes = static_cast<std::uint64_t>(offset);
  return CURL_SEEKFUNC_OK;
}

int watch_stop(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<PendingAnswer*>(self)->request.stop.stop_requested() ? 1 : 0;
}

bool has_field(const std::vector<std::string>& fields, std::string_view name) {
  return std::ranges::any_of(fields, [&](const std::string& field) {
    return field.size() > name.size() && field[name.size()] == ':' &&
           lower_case(std::string_view(field).substr(0, name.size())) == name;
  });
}

std::vector<std::string> field_lines(const ClientRequest& request) {
  std::vector<std::string> lines = request.fields;
  // Not asked for, so that a large body costs no wait for a 100.
  lines.emplace_back("Expect:");
  // Else libcurl calls every body a form.
  if (!has_field(request.fields, "content-type")) lines.emplace_back("Content-Type:");
  return lines;
}

void set_request(Transfer& transfer, const ClientRequest& request) {
  transfer.set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.connect_timeout.count()));
  // The path was signed as it stands.
  transfer.set(CURLOPT_PATH_AS_IS, 1L);
  transfer.set(CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_1_1});
  transfer.set_list(CURLOPT_HTTPHEADER, field_lines(request));
  if (request.stall_timeout.count() > 0) {
    transfer.set(CURLOPT_LOW_SPEED_LIMIT, 1L);
    transfer.set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(request.stall_timeout.count()));
  }
  if (request.source) {
    transfer.set(CURLOPT_UPLOAD, 1L);
    transfer.set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(request.source->size));
  } else if (request.method == "HEAD") {
    transfer.set(CURLOPT_NOBODY, 1L);
  } else if (request.method != "GET") {
    transfer.set(CURLOPT_POST, 1L);
    transfer.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    // Null would make libcurl read the standard input.
    transfer.set(CURLOPT_POSTFIELDS, request.body.empty() ? "" : request.body.data());
    transfer.set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
  }
}

void set_callbacks(Transfer& transfer, PendingAnswer& exchange) {
  void* const self = &exchange;
  transfer.set(CURLOPT_WRITEFUNCTION, &take_body);
  transfer.set(CURLOPT_WRITEDATA, self);
  if (exchange.request.source) {
    transfer.set(CURLOPT_READFUNCTION, &give_body);
    transfer.set(CURLOPT_READDATA, self);
    transfer.set(CURLOPT_SEEKFUNCTION, &seek_body);
    transfer.set(CURLOPT_SEEKDATA, self);
  }
  transfer.set(CURLOPT_HEADERFUNCTION, &take_field);
  transfer.set(CURLOPT_HEADERDATA, self);
  transfer.set(CURLOPT_NOPROGRESS, 0L);
  transfer.set(CURLOPT_XFERINFOFUNCTION, &watch_stop);
  transfer.set(CURLOPT_XFERINFODATA, self);
}

/// Distinguishes a request that may have arrived from one that cannot have.
Error error_of(const Transfer& transfer, CURLcode code, const ClientRequest& request) {
  Error error = transfer.error(code, request.method);
  // libcurl's word for an answer that is not of HTTP, such as one that ends within its first line.
  const bool is_garbage = code == CURLE_UNSUPPORTED_PROTOCOL && transfer.request_bytes() > 0;
  if (is_garbage) error.retryable = true;
  if (!error.retryable) return error;
  if (transfer.request_bytes() == 0) {
    error.code = ErrorCode::unavailable;
  } else if (error.code != ErrorCode::deadline_exceeded) {
    error.code = ErrorCode::unknown_outcome;
  }
  return error;
}

Result<ClientAnswer> perform(Transfer& transfer, const ClientRequest& request) {
  PendingAnswer exchange{.request = request, .transfer = transfer};
  set_request(transfer, request);
  set_callbacks(transfer, exchange);
  const CURLcode code = transfer.perform();
  if (exchange.too_large && !request.cut_long_answer) {
    return fail(ErrorCode::too_large, "the answer is too large");
  }
  if (exchange.ended) {
    return fail(ErrorCode::unavailable, request.method + ": the body was not transferred whole");
  }
  if (code == CURLE_ABORTED_BY_CALLBACK) {
    return fail(ErrorCode::unavailable, request.method + ": told to stop");
  }
  if (code != CURLE_OK && !exchange.too_large) {
    return std::unexpected(error_of(transfer, code, request));
  }
  if (!exchange.head_is_whole && !exchange.too_large) {
    return fail(ErrorCode::unknown_outcome, request.method + ": the answer ends in its head", true);
  }
  exchange.answer.status = transfer.response_code();
  return std::move(exchange.answer);
}

}  // namespace

std::string_view ClientAnswer::field(std::string_view name) const noexcept {
  for (const auto& [field_name, value] : fields) {
    if (field_name == name) return value;
  }
  return {};
}

HttpClient::HttpClient(HttpClientOptions options) : options_(std::move(options)) { set_up_once(); }

HttpClient::~HttpClient() = default;

std::unique_ptr<Transfer> HttpClient::take_transfer() {
  const std::scoped_lock lock(mutex_);
  if (idle_.empty()) return std::make_unique<Transfer>();
  std::unique_ptr<Transfer> transfer = std::move(idle_.back());
  idle_.pop_back();
  return transfer;
}

void HttpClient::give_back(std::unique_ptr<Transfer> transfer) {
  const std::scoped_lock lock(mutex_);
  if (idle_.size() < options_.max_idle_connections) idle_.push_back(std::move(transfer));
}

Result<ClientAnswer> HttpClient::send(const ClientRequest& request) {
  std::unique_ptr<Transfer> transfer = take_transfer();
  transfer->begin(request.url, options_.plain_allowed ? "http,https" : "https", request.timeout,
                  options_.peers);
  auto answer = perform(*transfer, request);
  give_back(std::move(transfer));
  return answer;
}

}  // namespace audmg::curl

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/curl/http_client.hpp"

#include "audmg/core/text.hpp"
#include "audmg/lib/curl/error.hpp"
#include "audmg/lib/curl/list.hpp"
#include "audmg/lib/curl/setup.hpp"
#include "audmg/lib/curl/transfer.hpp"

#include <algorithm>

namespace audmg::curl {
namespace {

/// All field lines of one answer together.
constexpr std::size_t kMaxFieldBytes = std::size_t{64} * 1024;

struct Exchange {
  const ClientRequest& request;
  ClientAnswer answer{};
  std::size_t field_bytes = 0;
  bool too_large = false;
};

std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* self) {
  auto& exchange = *static_cast<Exchange*>(self);
  const std::size_t length = size * count;
  std::string& body = exchange.answer.body;
  const std::size_t room = exchange.request.max_answer_bytes - body.size();
  exchange.too_large = length > room;
  body.append(bytes, std::min(length, room));
  return exchange.too_large ? CURL_WRITEFUNC_ERROR : length;
}

std::size_t take_field(char* bytes, std::size_t size, std::size_t count, void* self) {
  auto& exchange = *static_cast<Exchange*>(self);
  const std::string_view line(bytes, size * count);
  exchange.field_bytes += line.size();
  exchange.too_large = exchange.field_bytes > kMaxFieldBytes;
  if (exchange.too_large) return CURL_WRITEFUNC_ERROR;
  const std::size_t colon = line.find(':');
  if (line.starts_with("HTTP/")) {
    exchange.answer.fields.clear();  // after a 100 the real head follows
  } else if (colon != std::string_view::npos) {
    exchange.answer.fields.emplace_back(lower_case(line.substr(0, colon)),
                                        trim(line.substr(colon + 1), " \t\r\n"));
  }
  return line.size();
}

int watch_stop(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<Exchange*>(self)->request.stop.stop_requested() ? 1 : 0;
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
  if (request.method == "HEAD") {
    transfer.set(CURLOPT_NOBODY, 1L);
  } else if (request.method != "GET") {
    transfer.set(CURLOPT_POST, 1L);
    transfer.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    // Null would make libcurl read the standard input.
    transfer.set(CURLOPT_POSTFIELDS, request.body.empty() ? "" : request.body.data());
    transfer.set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
  }
}

void set_callbacks(Transfer& transfer, Exchange& exchange) {
  void* const self = &exchange;
  transfer.set(CURLOPT_WRITEFUNCTION, &take_body);
  transfer.set(CURLOPT_WRITEDATA, self);
  transfer.set(CURLOPT_HEADERFUNCTION, &take_field);
  transfer.set(CURLOPT_HEADERDATA, self);
  transfer.set(CURLOPT_NOPROGRESS, 0L);
  transfer.set(CURLOPT_XFERINFOFUNCTION, &watch_stop);
  transfer.set(CURLOPT_XFERINFODATA, self);
}

/// Distinguishes a request that may have arrived from one that cannot have.
Error error_of(const Transfer& transfer, CURLcode code, const ClientRequest& request) {
  Error error = transfer.error(code, request.method);
  if (!error.retryable) return error;
  if (transfer.request_bytes() == 0) {
    error.code = ErrorCode::unavailable;
  } else if (error.code != ErrorCode::deadline_exceeded) {
    error.code = ErrorCode::unknown_outcome;
  }
  return error;
}

Result<ClientAnswer> perform(Transfer& transfer, const ClientRequest& request) {
  Exchange exchange{.request = request};
  set_request(transfer, request);
  set_callbacks(transfer, exchange);
  const CURLcode code = transfer.perform();
  if (exchange.too_large && !request.cut_long_answer) {
    return fail(ErrorCode::too_large, "the answer is too large");
  }
  if (code == CURLE_ABORTED_BY_CALLBACK) {
    return fail(ErrorCode::unavailable, request.method + ": told to stop");
  }
  if (code != CURLE_OK && !exchange.too_large) {
    return std::unexpected(error_of(transfer, code, request));
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

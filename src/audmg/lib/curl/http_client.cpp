// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/curl/http_client.hpp"

#include "audmg/core/text.hpp"
#include "audmg/lib/curl/error.hpp"
#include "audmg/lib/curl/list.hpp"
#include "audmg/lib/curl/setup.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <array>

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
  exchange.too_large = length > exchange.request.max_answer_bytes - body.size();
  if (exchange.too_large) return CURL_WRITEFUNC_ERROR;
  body.append(bytes, length);
  return length;
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

}  // namespace

std::string_view ClientAnswer::field(std::string_view name) const noexcept {
  for (const auto& [field_name, value] : fields) {
    if (field_name == name) return value;
  }
  return {};
}

/// One libcurl handle with the connections that it keeps.
class HttpClient::Handle {
 public:
  Handle() : handle_(curl_easy_init()) { AUDMG_ASSERT(handle_ != nullptr); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { curl_easy_cleanup(handle_); }

  Result<ClientAnswer> send(const ClientRequest& request, const HttpClientOptions& options) {
    // Keeps the connections, and nothing of the request before.
    curl_easy_reset(handle_);
    Exchange exchange{.request = request};
    set_up(request, options);
    const List fields = make_list(field_lines(request));
    set(CURLOPT_HTTPHEADER, fields.get());
    set(CURLOPT_WRITEFUNCTION, &take_body);
    set(CURLOPT_WRITEDATA, static_cast<void*>(&exchange));
    set(CURLOPT_HEADERFUNCTION, &take_field);
    set(CURLOPT_HEADERDATA, static_cast<void*>(&exchange));
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &watch_stop);
    set(CURLOPT_XFERINFODATA, static_cast<void*>(&exchange));
    const CURLcode code = curl_easy_perform(handle_);
    if (exchange.too_large) return fail(ErrorCode::too_large, "the answer is too large");
    if (code == CURLE_ABORTED_BY_CALLBACK) {
      return fail(ErrorCode::unavailable, request.method + ": told to stop");
    }
    if (code != CURLE_OK) {
      return std::unexpected(error_of(code, request));
    }
    long status = 0;
    curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status);
    exchange.answer.status = static_cast<int>(status);
    return std::move(exchange.answer);
  }

 private:
  /// A request that may have arrived is told from one that cannot have.
  Error error_of(CURLcode code, const ClientRequest& request) {
    Error error = make_error(code, request.method, message_.data());
    if (!error.retryable) return error;
    long sent_bytes = 0;
    curl_easy_getinfo(handle_, CURLINFO_REQUEST_SIZE, &sent_bytes);
    if (sent_bytes == 0) {
      error.code = ErrorCode::unavailable;
    } else if (error.code != ErrorCode::deadline_exceeded) {
      error.code = ErrorCode::unknown_outcome;
    }
    return error;
  }

  template <class T>
  void set(CURLoption option, T value) {
    AUDMG_ASSERT(curl_easy_setopt(handle_, option, value) == CURLE_OK);
  }

  void set_up(const ClientRequest& request, const HttpClientOptions& options) {
    message_.front() = '\0';
    set(CURLOPT_ERRORBUFFER, message_.data());
    set(CURLOPT_URL, request.url.c_str());
    // The path was signed as it stands.
    set(CURLOPT_PATH_AS_IS, 1L);
    set(CURLOPT_PROTOCOLS_STR, options.plain_allowed ? "http,https" : "https");
    set(CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_1_1});
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_USERAGENT, kUserAgent);
    // An empty text also switches off the proxies that the environment names.
    set(CURLOPT_PROXY, "");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.connect_timeout.count()));
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.count()));
    if (!options.ca_file.empty()) set(CURLOPT_CAINFO, options.ca_file.c_str());
    if (request.method == "HEAD") {
      set(CURLOPT_NOBODY, 1L);
    } else if (request.method != "GET") {
      set(CURLOPT_POST, 1L);
      set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
      // Null would make libcurl read the standard input.
      set(CURLOPT_POSTFIELDS, request.body.empty() ? "" : request.body.data());
      set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
    }
  }

  static std::vector<std::string> field_lines(const ClientRequest& request) {
    std::vector<std::string> lines = request.fields;
    // Not asked for, so that a large body costs no wait for a 100.
    lines.emplace_back("Expect:");
    // Else libcurl calls every body a form.
    if (!has_field(request.fields, "content-type")) lines.emplace_back("Content-Type:");
    return lines;
  }

  CURL* handle_;
  std::array<char, CURL_ERROR_SIZE> message_{};
};

HttpClient::HttpClient(HttpClientOptions options) : options_(std::move(options)) { set_up_once(); }

HttpClient::~HttpClient() = default;

std::unique_ptr<HttpClient::Handle> HttpClient::take_handle() {
  const std::scoped_lock lock(mutex_);
  if (idle_.empty()) return std::make_unique<Handle>();
  std::unique_ptr<Handle> handle = std::move(idle_.back());
  idle_.pop_back();
  return handle;
}

void HttpClient::give_back(std::unique_ptr<Handle> handle) {
  const std::scoped_lock lock(mutex_);
  if (idle_.size() < kMaxIdleHandles) idle_.push_back(std::move(handle));
}

Result<ClientAnswer> HttpClient::send(const ClientRequest& request) {
  std::unique_ptr<Handle> handle = take_handle();
  auto answer = handle->send(request, options_);
  give_back(std::move(handle));
  return answer;
}

}  // namespace audmg::curl

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/curl/http_client.hpp"

namespace audmg::aws {

/// Sends requests: libcurl, or a test double in its place. Thread-safe.
class HttpTransport {
 public:
  HttpTransport() = default;
  HttpTransport(const HttpTransport&) = delete;
  HttpTransport& operator=(const HttpTransport&) = delete;
  virtual ~HttpTransport() = default;

  /// See curl::HttpClient::send().
  [[nodiscard]] virtual Result<curl::ClientAnswer> send(const curl::ClientRequest& request) = 0;
};

/// Keeps connections open and shares them among all services.
class CurlTransport final : public HttpTransport {
 public:
  explicit CurlTransport(curl::HttpClientOptions options) : client_(std::move(options)) {}
  Result<curl::ClientAnswer> send(const curl::ClientRequest& request) override {
    return client_.send(request);
  }

 private:
  curl::HttpClient client_;
};

}  // namespace audmg::aws

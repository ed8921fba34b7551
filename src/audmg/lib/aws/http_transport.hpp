// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/curl/http_client.hpp"

namespace audmg::aws {

/// What carries requests: libcurl, or what a test puts in its place. Thread-safe.
class HttpTransport {
 public:
  HttpTransport() = default;
  HttpTransport(const HttpTransport&) = delete;
  HttpTransport& operator=(const HttpTransport&) = delete;
  virtual ~HttpTransport() = default;

  /// See curl::HttpClient::send().
  [[nodiscard]] virtual Result<curl::ClientAnswer> send(const curl::ClientRequest& request) = 0;
};

/// Connections that are kept and shared by all services.
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

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/http/headers.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace audmg::lambda {

/// What the Runtime API's client asks of HTTP, and no more.
struct HttpCall {
  /// POST with `body`; else GET.
  bool is_post = false;
  /// Begins with "/".
  std::string path;
  /// Sent with a POST, beside Content-Type: application/json.
  http::Headers headers;
  std::string_view body;
  /// 0: waits for ever. Lambda freezes the process while it waits for the next event.
  std::chrono::milliseconds timeout{0};
};

struct HttpReply {
  int status = 0;
  http::Headers headers;
  std::string body;
};

/// One connection, made when it is needed and kept. Used by one thread.
class HttpChannel {
 public:
  HttpChannel() = default;
  HttpChannel(const HttpChannel&) = delete;
  HttpChannel& operator=(const HttpChannel&) = delete;
  virtual ~HttpChannel() = default;

  /// Errors: unavailable or deadline_exceeded (retryable: no connection, or it broke; whether the
  /// call arrived is not known), too_large (the answer).
  [[nodiscard]] virtual Result<HttpReply> exchange(const HttpCall& call) = 0;
};

/// To "host:port", over plain HTTP/1.1: the Runtime API is on a loopback or link-local address.
/// `max_reply_bytes` bounds the bodies of answers.
[[nodiscard]] std::unique_ptr<HttpChannel> make_http_channel(std::string authority,
                                                             std::size_t max_reply_bytes);

}  // namespace audmg::lambda

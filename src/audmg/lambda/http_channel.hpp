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

/// A request of the Runtime API's client, with only the HTTP features it needs.
struct HttpCall {
  /// POST with `body` if true, otherwise GET.
  bool is_post = false;
  /// Must begin with "/".
  std::string path;
  /// Sent with a POST, in addition to Content-Type: application/json.
  http::Headers headers;
  std::string_view body;
  /// 0 waits forever. Lambda freezes the process while it waits for the next event.
  std::chrono::milliseconds timeout{0};
};

struct HttpReply {
  int status = 0;
  http::Headers headers;
  std::string body;
};

/// One connection, opened on first use and kept. Used by one thread.
class HttpChannel {
 public:
  HttpChannel() = default;
  HttpChannel(const HttpChannel&) = delete;
  HttpChannel& operator=(const HttpChannel&) = delete;
  virtual ~HttpChannel() = default;

  /// Errors: unavailable or deadline_exceeded (retryable: connection failed or broke; the call may
  /// have arrived), too_large (the reply).
  [[nodiscard]] virtual Result<HttpReply> exchange(const HttpCall& call) = 0;
};

/// Returns a channel to "host:port" over plain HTTP/1.1, because the Runtime API is on a loopback
/// or link-local address. `max_reply_bytes` bounds the bodies of replies.
[[nodiscard]] std::unique_ptr<HttpChannel> make_http_channel(std::string authority,
                                                             std::size_t max_reply_bytes);

}  // namespace audmg::lambda

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/http/headers.hpp"
#include "audmg/http/problem.hpp"
#include "audmg/http/request.hpp"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::server {

/// How the end of a request's body is known.
struct BodyFraming {
  enum class Kind { none, length, chunked };
  Kind kind = Kind::none;
  /// Of Kind::length.
  std::uint64_t length = 0;
};

/// Request line and header fields, checked.
struct RequestHead {
  /// Nothing for a method that this server does not know.
  std::optional<http::Method> method;
  /// As it was sent; http::parse_target() reads it.
  std::string target;
  http::Headers headers;
  BodyFraming body;
  bool http_1_1 = true;
  bool keep_alive = true;
  bool expect_continue = false;
};

/// Looks for the end of a head in bytes that arrive piece by piece, and refuses what no honest
/// client sends, so that a reader elsewhere cannot see other requests in the same bytes than we do.
class HeadScanner {
 public:
  enum class State { incomplete, complete, malformed, too_large };

  /// `bytes` is everything from the first byte of the request; call again with more.
  [[nodiscard]] State scan(std::string_view bytes);
  /// Bytes of the head, once it is complete.
  [[nodiscard]] std::size_t size() const noexcept { return position_; }

 private:
  std::size_t position_ = 0;
  std::size_t line_start_ = 0;
  std::size_t lines_ = 0;
};

/// Parses a complete head. The problem says what to answer before the connection is closed: 400
/// bad_request, 431 headers_too_large, 501 not_implemented.
[[nodiscard]] std::expected<RequestHead, http::Problem> parse_request_head(std::string_view head);

}  // namespace audmg::server

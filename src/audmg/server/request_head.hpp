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

/// The way to find the end of a request's body.
struct BodyFraming {
  enum class Kind { none, length, chunked };
  Kind kind = Kind::none;
  /// Set for Kind::length.
  std::uint64_t length = 0;
};

/// Request line and header fields, validated.
struct RequestHead {
  /// nullopt for a method that this server does not know.
  std::optional<http::Method> method;
  /// As sent; http::parse_target() parses it.
  std::string target;
  http::Headers headers;
  BodyFraming body;
  bool http_1_1 = true;
  bool keep_alive = true;
  bool expect_continue = false;
};

/// Looks for the end of a head in bytes that arrive in pieces, and rejects bytes that no honest
/// client sends, so that other software cannot see different requests in the same bytes.
class HeadScanner {
 public:
  enum class State { incomplete, complete, malformed, too_large };

  /// `bytes` must be everything from the first byte of the request; call it again when more arrive.
  [[nodiscard]] State scan(std::string_view bytes);
  /// Size of the head in bytes, once it is complete.
  [[nodiscard]] std::size_t size() const noexcept { return position_; }

 private:
  std::size_t position_ = 0;
  std::size_t line_start_ = 0;
  std::size_t lines_ = 0;
};

/// Parses a complete head. The problem is the response to send before closing the connection: 400
/// bad_request, 431 headers_too_large, 501 not_implemented.
[[nodiscard]] std::expected<RequestHead, http::Problem> parse_request_head(std::string_view head);

}  // namespace audmg::server

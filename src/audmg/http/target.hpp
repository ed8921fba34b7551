// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/http/request.hpp"

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>

namespace audmg::http {

inline constexpr std::size_t kMaxTargetBytes = 8 * 1024;

/// The decoded target of a request line.
struct Target {
  /// Begins with "/". An encoded slash becomes a separator like any other, because paths are never
  /// mapped to files. Dot segments stay; no route matches them. Never contains NUL.
  std::string path;
  /// In the order they were sent, without empty names; "+" means a space.
  Parameters query;
  /// The path and query as they were sent, without scheme and authority: Request::target.
  std::string_view sent;
};

/// Responses to these errors: malformed 400 bad_request, too_long 414.
enum class TargetError { malformed, too_long };

/// Parses the origin form ("/a?b") and the absolute form ("http://host/a?b") of RFC 9112 section
/// 3.2. malformed: other forms, white space, control characters, a fragment, a broken percent
/// escape, NUL in the path. The result's `sent` refers to `target`.
[[nodiscard]] std::expected<Target, TargetError> parse_target(std::string_view target);

}  // namespace audmg::http

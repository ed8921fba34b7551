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

/// What a request line asks for, decoded.
struct Target {
  /// Begins with "/". An encoded slash has become a separator like any other: nothing here maps
  /// paths to files. Dot segments stay; no route matches them. Never holds NUL.
  std::string path;
  /// In the order they were sent, empty names left out; "+" is a space.
  Parameters query;
  /// The path and query as they were sent, without scheme and authority: Request::target.
  std::string_view sent;
};

/// Values are what to answer: malformed 400 bad_request, too_long 414.
enum class TargetError { malformed, too_long };

/// Reads the origin form ("/a?b") and the absolute form ("http://host/a?b") of RFC 9112
/// section 3.2. malformed: other forms, white space, control characters, a fragment, a broken
/// percent escape, NUL in the path. The result's `sent` looks into `target`.
[[nodiscard]] std::expected<Target, TargetError> parse_target(std::string_view target);

}  // namespace audmg::http

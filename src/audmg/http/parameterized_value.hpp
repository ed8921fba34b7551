// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace audmg::http {

/// A field value with parameters, such as `form-data; name="file"` or `text/plain; charset=utf-8`.
struct ParameterizedValue {
  /// The text before the first ";", without spaces around it.
  std::string value;
  /// Names are in lower case and unique; quotes are removed.
  std::vector<std::pair<std::string, std::string>> parameters;

  /// Returns null when there is no such parameter. `name` must be in lower case.
  [[nodiscard]] const std::string* find(std::string_view name) const noexcept;
};

/// Returns nothing for malformed text: a control character, a parameter without "=", an unclosed
/// quote, a repeated name. In quotes a backslash escapes only a quote or a backslash, because
/// browsers send file names with single backslashes.
[[nodiscard]] std::optional<ParameterizedValue> parse_parameterized_value(std::string_view text);

/// Decodes an extended value (RFC 8187 section 3.2: UTF-8'en'%e2%82%ac). Returns nothing for other
/// charsets, broken escapes and invalid UTF-8.
[[nodiscard]] std::optional<std::string> decode_extended_value(std::string_view text);

}  // namespace audmg::http

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/ascii.hpp"
#include "audmg/core/hex.hpp"

#include <concepts>
#include <optional>
#include <string>
#include <string_view>

namespace audmg {

/// Returns true for the characters that need no encoding in any part of a URI (RFC 3986 section
/// 2.3).
[[nodiscard]] constexpr bool is_unreserved(char c) noexcept {
  return is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

/// Appends `text` to `out`; every byte for which `is_plain` is false becomes "%" and two upper-case
/// hexadecimal digits (RFC 3986 section 2.1). `is_plain` must be false for "%".
template <std::predicate<char> IsPlain>
void append_percent_encoded(std::string& out, std::string_view text, IsPlain is_plain) {
  // Most of a text stands for itself: it is taken in runs.
  std::size_t run = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_plain(text[i])) continue;
    out.append(text.substr(run, i - run)).push_back('%');
    append_upper_hex(out, text[i]);
    run = i + 1;
  }
  out.append(text.substr(run));
}

/// Meaning of "+": itself, or a space as in the queries that HTML forms produce.
enum class Plus { literal, space };

/// Removes percent-encoding (RFC 3986 section 2.1). Returns nothing when a "%" is not followed by
/// two hexadecimal digits. The result is bytes: it may contain NUL and need not be UTF-8.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text, Plus plus);

}  // namespace audmg

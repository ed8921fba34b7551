// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/ascii.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace audmg {

/// White space within a line: space and tab.
inline constexpr std::string_view kBlanks = " \t";

/// Returns `text` without any of `characters` at its beginning (trim_left), at its end (trim_right)
/// or at both ends (trim). The result refers to `text`.
[[nodiscard]] constexpr std::string_view trim_left(std::string_view text,
                                                   std::string_view characters = kBlanks) noexcept {
  text.remove_prefix(std::min(text.find_first_not_of(characters), text.size()));
  return text;
}
[[nodiscard]] constexpr std::string_view trim_right(
    std::string_view text, std::string_view characters = kBlanks) noexcept {
  // When nothing else is left, the position is npos, and npos + 1 is 0.
  return text.substr(0, text.find_last_not_of(characters) + 1);
}
[[nodiscard]] constexpr std::string_view trim(std::string_view text,
                                              std::string_view characters = kBlanks) noexcept {
  return trim_right(trim_left(text, characters), characters);
}

/// Removes the part of `text` before the first `separator`, or all of `text` when there is none,
/// and returns that part. The separator is removed as well.
constexpr std::string_view take_until(std::string_view& text, char separator) noexcept {
  const std::string_view part = text.substr(0, text.find(separator));
  text.remove_prefix(std::min(part.size() + 1, text.size()));
  return part;
}

/// Returns a copy of `text` with its ASCII letters in one case and all other bytes unchanged.
[[nodiscard]] std::string lower_case(std::string_view text);
[[nodiscard]] std::string upper_case(std::string_view text);

/// Returns at most `max_bytes` of untrusted text, safe for logs and terminals: every byte that is
/// not printable ASCII becomes "?".
[[nodiscard]] std::string printable_text(std::string_view text, std::size_t max_bytes);

/// Compares two texts, ignoring the case of ASCII letters.
[[nodiscard]] constexpr bool equals_ignore_case(std::string_view a, std::string_view b) noexcept {
  return std::ranges::equal(a, b, {}, to_lower, to_lower);
}

}  // namespace audmg

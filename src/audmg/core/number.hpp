// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <charconv>
#include <concepts>
#include <cstddef>
#include <limits>
#include <optional>
#include <string_view>
#include <system_error>

namespace audmg {

/// Removes the decimal number at the beginning of `text` and returns it. Returns nothing, and
/// leaves `text` unchanged, when there is no digit or the number does not fit into T. Accepts "-"
/// for signed types only, and neither "+" nor white space.
template <std::integral T>
[[nodiscard]] std::optional<T> take_number(std::string_view& text) noexcept {
  T number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

/// Parses a text that is a decimal number and nothing else. Returns nothing for all other texts,
/// including the empty one, and for numbers outside [least, most]. Treats signs and white space as
/// take_number() does; accepts leading zeros.
template <std::integral T>
[[nodiscard]] std::optional<T> parse_whole(std::string_view text,
                                           T least = std::numeric_limits<T>::min(),
                                           T most = std::numeric_limits<T>::max()) noexcept {
  const auto number = take_number<T>(text);
  if (!number || !text.empty() || *number < least || *number > most) return std::nullopt;
  return number;
}

/// Parses a text that is a number in lower- or upper-case hexadecimal digits and nothing else, as
/// parse_whole() does.
template <std::unsigned_integral T>
[[nodiscard]] std::optional<T> parse_hexadecimal(std::string_view text) noexcept {
  T number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, 16);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace audmg

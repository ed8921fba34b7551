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

/// Takes the decimal number that `text` begins with off its front. Returns nothing, and leaves
/// `text` as it is, when there is no digit or the number does not fit into T. A "-" is accepted
/// for signed types only; neither a "+" nor white space is accepted.
template <std::integral T>
[[nodiscard]] std::optional<T> take_number(std::string_view& text) noexcept {
  T number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

/// Reads a text that is a decimal number and nothing else. Returns nothing for all other texts,
/// among them the empty one, and for numbers that are not in [least, most]. Signs and white space
/// are treated as take_number() does; leading zeros are accepted.
template <std::integral T>
[[nodiscard]] std::optional<T> parse_whole(std::string_view text,
                                           T least = std::numeric_limits<T>::min(),
                                           T most = std::numeric_limits<T>::max()) noexcept {
  const auto number = take_number<T>(text);
  if (!number || !text.empty() || *number < least || *number > most) return std::nullopt;
  return number;
}

}  // namespace audmg

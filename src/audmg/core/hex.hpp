// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/ascii.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace audmg {

/// Returns the lower-case hexadecimal digit of the lowest four bits of `value`.
[[nodiscard]] constexpr char hex_digit(unsigned value) noexcept {
  return "0123456789abcdef"[value & 0xfU];
}

/// Returns the value of a lower- or upper-case hexadecimal digit; -1 for other characters.
[[nodiscard]] constexpr int hex_value(char c) noexcept {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Returns true for "0" to "9" and "a" to "f".
[[nodiscard]] constexpr bool is_lower_hex_digit(char c) noexcept {
  return is_digit(c) || (c >= 'a' && c <= 'f');
}

/// Appends `byte` to `out` as two upper-case digits, as in the "%41" of URIs and the "=41" of mail.
inline void append_upper_hex(std::string& out, char byte) {
  const auto value = static_cast<unsigned char>(byte);
  out.push_back("0123456789ABCDEF"[value >> 4U]);
  out.push_back("0123456789ABCDEF"[value & 0xfU]);
}

/// Returns the bytes as lower-case hexadecimal text, two digits each.
[[nodiscard]] std::string to_hex(std::span<const std::byte> bytes);

/// Reads lower- or upper-case hexadecimal; returns nothing for odd length or other characters.
[[nodiscard]] std::optional<std::vector<std::byte>> from_hex(std::string_view text);

}  // namespace audmg

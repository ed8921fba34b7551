// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

namespace audmg {

// Classes and case of ASCII characters. Unlike those of <cctype>, these functions ignore the locale
// and accept every char: bytes from 0x80 on belong to no class and have no case.

[[nodiscard]] constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_lower(char c) noexcept { return c >= 'a' && c <= 'z'; }
[[nodiscard]] constexpr bool is_upper(char c) noexcept { return c >= 'A' && c <= 'Z'; }
[[nodiscard]] constexpr bool is_alpha(char c) noexcept { return is_lower(c) || is_upper(c); }
[[nodiscard]] constexpr bool is_alnum(char c) noexcept { return is_alpha(c) || is_digit(c); }

[[nodiscard]] constexpr bool is_ascii(char c) noexcept {
  return static_cast<unsigned char>(c) < 0x80;
}

/// Returns true for the visible characters: "!" to "~", without the space.
[[nodiscard]] constexpr bool is_graphic(char c) noexcept { return c >= '!' && c <= '~'; }

/// Returns true for graphic characters and the space.
[[nodiscard]] constexpr bool is_printable(char c) noexcept { return is_graphic(c) || c == ' '; }

/// Returns true for 0x00 to 0x1f, which includes tab and line ends, and for 0x7f.
[[nodiscard]] constexpr bool is_control(char c) noexcept {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

/// Return an ASCII letter in that case; every other byte is returned unchanged.
[[nodiscard]] constexpr char to_lower(char c) noexcept {
  return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}
[[nodiscard]] constexpr char to_upper(char c) noexcept {
  return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
}

}  // namespace audmg

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace audmg {

/// One sequence in a text that should be UTF-8.
struct Utf8Sequence {
  /// Bytes in the sequence, at least 1.
  std::size_t length = 1;
  /// False when the sequence is not well-formed (overlong, surrogate, over U+10FFFF, cut short);
  /// `length` is then the longest piece that one U+FFFD replaces.
  bool valid = false;
};

/// Returns the first sequence of `text`, which must not be empty (Unicode standard, table 3-7).
[[nodiscard]] Utf8Sequence first_utf8_sequence(std::string_view text) noexcept;

/// Appends a code point, which must be at most U+10FFFF and not a surrogate.
void append_utf8(std::string& out, std::uint32_t code_point);

/// Returns true for the bytes 0x80 to 0xbf, which follow the first byte of a sequence.
[[nodiscard]] constexpr bool is_utf8_continuation(char c) noexcept {
  return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U;
}

/// Returns the longest beginning of `text`, which must be valid UTF-8, that has at most `max_bytes`
/// and ends between code points.
[[nodiscard]] constexpr std::string_view utf8_prefix(std::string_view text,
                                                     std::size_t max_bytes) noexcept {
  if (text.size() <= max_bytes) return text;
  while (max_bytes > 0 && is_utf8_continuation(text[max_bytes])) --max_bytes;
  return text.substr(0, max_bytes);
}

/// Returns the number of code points; nothing when the text is not valid UTF-8.
[[nodiscard]] std::optional<std::size_t> count_code_points(std::string_view text) noexcept;

/// Returns the text with U+FFFD for each maximal piece that is not well-formed, cut before the
/// first code point that does not fit into `max_bytes`.
[[nodiscard]] std::string to_valid_utf8(std::string_view text, std::size_t max_bytes);

}  // namespace audmg

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/utf8.hpp"

namespace audmg {

Utf8Sequence first_utf8_sequence(std::string_view text) noexcept {
  const auto byte_at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned first = byte_at(0);
  std::size_t length = 0;
  // Bounds of the second byte; the others are 80..bf.
  unsigned low = 0x80;
  unsigned high = 0xbf;
  if (first < 0x80) return {1, true};
  if (first >= 0xc2 && first <= 0xdf) {
    length = 2;
  } else if (first >= 0xe0 && first <= 0xef) {
    length = 3;
    if (first == 0xe0) low = 0xa0;
    if (first == 0xed) high = 0x9f;
  } else if (first >= 0xf0 && first <= 0xf4) {
    length = 4;
    if (first == 0xf0) low = 0x90;
    if (first == 0xf4) high = 0x8f;
  } else {
    return {1, false};
  }
  for (std::size_t i = 1; i < length; ++i) {
    if (i == text.size() || byte_at(i) < low || byte_at(i) > high) return {i, false};
    low = 0x80;
    high = 0xbf;
  }
  return {length, true};
}

void append_utf8(std::string& out, std::uint32_t code_point) {
  const auto add = [&](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (code_point < 0x80) return add(code_point);
  if (code_point < 0x800) {
    add(0xc0 | (code_point >> 6));
  } else if (code_point < 0x1'0000) {
    add(0xe0 | (code_point >> 12));
    add(0x80 | ((code_point >> 6) & 0x3f));
  } else {
    add(0xf0 | (code_point >> 18));
    add(0x80 | ((code_point >> 12) & 0x3f));
    add(0x80 | ((code_point >> 6) & 0x3f));
  }
  add(0x80 | (code_point & 0x3f));
}

std::optional<std::size_t> count_code_points(std::string_view text) noexcept {
  std::size_t count = 0;
  while (!text.empty()) {
    const Utf8Sequence sequence = first_utf8_sequence(text);
    if (!sequence.valid) return std::nullopt;
    text.remove_prefix(sequence.length);
    ++count;
  }
  return count;
}

std::string to_valid_utf8(std::string_view text, std::size_t max_bytes) {
  constexpr std::string_view kReplacement = "\xef\xbf\xbd";
  std::string valid;
  while (!text.empty()) {
    const Utf8Sequence sequence = first_utf8_sequence(text);
    const auto piece = sequence.valid ? text.substr(0, sequence.length) : kReplacement;
    if (valid.size() + piece.size() > max_bytes) break;
    valid.append(piece);
    text.remove_prefix(sequence.length);
  }
  return valid;
}

}  // namespace audmg

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/telemetry/adapters/json_lines/json_text.hpp"

#include <array>
#include <cstdint>

namespace audmg::telemetry {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

/// One code point and the bytes it took; U+FFFD and 1 for a byte that begins no good sequence
/// (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF).
struct Decoded {
  char32_t point;
  std::size_t length;
};

Decoded decode(std::string_view text) {
  const auto at = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t first = at(0);
  std::size_t length = 0;
  char32_t point = 0;
  char32_t least = 0;
  if (first >= 0xC2 && first <= 0xDF) {
    length = 2, point = first & 0x1FU, least = 0x80;
  } else if (first >= 0xE0 && first <= 0xEF) {
    length = 3, point = first & 0x0FU, least = 0x800;
  } else if (first >= 0xF0 && first <= 0xF4) {
    length = 4, point = first & 0x07U, least = 0x10000;
  } else {
    return {kReplacement, 1};
  }
  if (text.size() < length) return {kReplacement, 1};
  for (std::size_t i = 1; i < length; ++i) {
    if ((at(i) & 0xC0U) != 0x80U) return {kReplacement, 1};
    point = (point << 6U) | (at(i) & 0x3FU);
  }
  const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
  if (point < least || point > 0x10FFFF || surrogate) return {kReplacement, 1};
  return {point, length};
}

/// Characters above ASCII that move the cursor, break lines or turn the writing direction.
bool is_unsafe(char32_t point) {
  return point <= 0x9F || point == 0x061C || point == 0x200E || point == 0x200F ||
         (point >= 0x2028 && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069) ||
         point == 0xFEFF || point == kReplacement;
}

void append_unicode_escape(std::string& out, char32_t point) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) {
    out += kDigits[(point >> static_cast<unsigned>(shift)) & 0xFU];
  }
}

void append_ascii_escape(std::string& out, char character) {
  switch (character) {
    case '"':
      out += "\\\"";
      break;
    case '\\':
      out += "\\\\";
      break;
    case '\n':
      out += "\\n";
      break;
    case '\r':
      out += "\\r";
      break;
    case '\t':
      out += "\\t";
      break;
    default:
      append_unicode_escape(out, static_cast<std::uint8_t>(character));
  }
}

/// True for the ASCII characters that stand for themselves inside a JSON string.
constexpr std::array<bool, 256> kPlain = [] {
  std::array<bool, 256> plain{};
  for (std::size_t c = 0x20; c < 0x7F; ++c) plain.at(c) = c != '"' && c != '\\';
  return plain;
}();

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  const bool cut = text.size() > kMaxValueBytes;
  if (cut) text = text.substr(0, kMaxValueBytes);
  out += '"';
  while (!text.empty()) {
    std::size_t plain = 0;
    while (plain < text.size() && kPlain[static_cast<std::uint8_t>(text[plain])]) ++plain;
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    if (static_cast<std::uint8_t>(text.front()) < 0x80) {
      append_ascii_escape(out, text.front());
      text.remove_prefix(1);
      continue;
    }
    const Decoded decoded = decode(text);
    if (is_unsafe(decoded.point)) {
      append_unicode_escape(out, decoded.point);
    } else {
      out += text.substr(0, decoded.length);
    }
    text.remove_prefix(decoded.length);
  }
  if (cut) out += "...";
  out += '"';
}

}  // namespace audmg::telemetry

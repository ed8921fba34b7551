// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/telemetry/adapters/json_lines/printable_text.hpp"

#include "audmg/core/utf8.hpp"
#include "audmg/lib/json/writer.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>

namespace audmg::telemetry {
namespace {

constexpr unsigned kDelete = 0x7F;
constexpr unsigned kReplacement = 0xFFFD;

/// The code point of one valid UTF-8 sequence.
unsigned code_point(std::string_view sequence) {
  const std::size_t length = sequence.size();
  const unsigned lead_mask = length == 1 ? 0x7FU : 0xFFU >> (length + 1);
  unsigned point = static_cast<std::uint8_t>(sequence.front()) & lead_mask;
  for (const char c : sequence.substr(1)) {
    point = (point << 6U) | (static_cast<std::uint8_t>(c) & 0x3FU);
  }
  return point;
}

/// True for the characters from DEL on that move the cursor, break lines or turn the writing
/// direction.
bool is_unsafe(unsigned point) {
  return point <= 0x9F || point == 0x061C || point == 0x200E || point == 0x200F ||
         (point >= 0x2028 && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069) ||
         point == 0xFEFF || point == kReplacement;
}

/// Returns whether there is neither DEL nor a byte above it, as in nearly every value. Looks at
/// eight bytes at a time: adding 1 to a byte sets its upper bit from DEL on.
bool is_below_delete(std::string_view text) noexcept {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kUpperBits = 0x8080808080808080;
  std::uint64_t found = 0;
  std::size_t i = 0;
  for (std::uint64_t word = 0; i + sizeof word <= text.size(); i += sizeof word) {
    std::memcpy(&word, text.data() + i, sizeof word);
    found |= (word + kOnes) | word;
  }
  for (; i < text.size(); ++i) {
    if (static_cast<std::uint8_t>(text[i]) >= kDelete) return false;
  }
  return (found & kUpperBits) == 0;
}

}  // namespace

void append_printable_string(std::string& out, std::string_view text) {
  const bool cut = text.size() > kMaxValueBytes;
  if (cut) text = text.substr(0, kMaxValueBytes);
  out += '"';
  std::size_t start = 0;  // of the run that needs no more than JSON's own escapes
  std::size_t i = is_below_delete(text) ? text.size() : 0;
  while (i < text.size()) {
    if (static_cast<std::uint8_t>(text[i]) < kDelete) {
      ++i;
      continue;
    }
    const auto [length, valid] = first_utf8_sequence(text.substr(i));
    const unsigned point = valid ? code_point(text.substr(i, length)) : kReplacement;
    if (is_unsafe(point)) {
      json::append_characters(out, text.substr(start, i - start));
      // Invalid bytes are replaced one by one, so that a record shows how many there were.
      for (std::size_t n = valid ? 1 : length; n > 0; --n) {
        fmt::format_to(std::back_inserter(out), "\\u{:04x}", point);
      }
      start = i + length;
    }
    i += length;
  }
  json::append_characters(out, text.substr(start));
  if (cut) out += "...";
  out += '"';
}

}  // namespace audmg::telemetry

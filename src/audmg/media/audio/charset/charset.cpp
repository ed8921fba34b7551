// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/audio/charset/charset.hpp"

#include "audmg/core/utf8.hpp"

#include <cstddef>
#include <cstdint>

// The assembler copies the tables; tools/charset_tables.py describes them.
asm(".pushsection .rodata\n"
    ".balign 16\n"
    ".hidden audmg_charset_tables\n"
    ".global audmg_charset_tables\n"
    "audmg_charset_tables:\n"
    ".incbin \"" AUDMG_CHARSET_TABLES
    "\"\n"
    ".popsection\n");

extern "C" {
extern const unsigned char audmg_charset_tables[];
}

namespace audmg::media {
namespace {

constexpr std::size_t kSingleByteCodes = 128;
constexpr std::size_t kFirstLead = 0x81;
constexpr std::size_t kLastLead = 0xFE;
constexpr std::size_t kFirstTrail = 0x40;
constexpr std::size_t kLastTrail = 0xFE;
constexpr std::size_t kTrails = kLastTrail - kFirstTrail + 1;
constexpr std::size_t kDoubleByteCodes = (kLastLead - kFirstLead + 1) * kTrails;

std::uint16_t table_entry(std::size_t index) {
  const unsigned char* bytes = audmg_charset_tables + 2 * index;
  return static_cast<std::uint16_t>(bytes[0] | (bytes[1] << 8));
}

std::uint16_t single_byte_code(Charset charset, unsigned char byte) {
  return table_entry(static_cast<std::size_t>(charset) * kSingleByteCodes + byte - 0x80U);
}

std::uint16_t double_byte_code(Charset charset, std::size_t lead, std::size_t trail) {
  if (lead < kFirstLead || lead > kLastLead || trail < kFirstTrail || trail > kLastTrail) return 0;
  const auto single = static_cast<std::size_t>(Charset::shift_jis);
  const std::size_t table = static_cast<std::size_t>(charset) - single;
  return table_entry(single * kSingleByteCodes + table * kDoubleByteCodes +
                     (lead - kFirstLead) * kTrails + trail - kFirstTrail);
}

// Both charsets number the 94 x 94 characters of JIS X 0208; Shift-JIS packs two rows in one.
std::uint16_t euc_jp_code(std::size_t lead, std::size_t trail) {
  if (lead < 0xA1 || lead > 0xFE || trail < 0xA1 || trail > 0xFE) return 0;
  const std::size_t row = lead - 0xA1;
  const std::size_t column = trail - 0xA1;
  const std::size_t shift_lead = row / 2 + (row < 62 ? 0x81 : 0xC1);
  const std::size_t shift_trail =
      row % 2 == 1 ? column + 0x9F : column + (column < 63 ? 0x40 : 0x41);
  return double_byte_code(Charset::shift_jis, shift_lead, shift_trail);
}

constexpr std::uint16_t kCutOff = 1;

/// Removes one character, which does not begin with ASCII, from `text` and returns its code: 0
/// when there is no such character, kCutOff when its second byte is missing.
std::uint16_t take_character(std::string_view& text, Charset charset) {
  const auto lead = static_cast<unsigned char>(text[0]);
  text.remove_prefix(1);
  if (charset < Charset::shift_jis) return single_byte_code(charset, lead);
  // Half-width katakana.
  if (charset == Charset::shift_jis && lead >= 0xA1 && lead <= 0xDF) {
    return static_cast<std::uint16_t>(0xFF61 + lead - 0xA1);
  }
  if (text.empty() || text[0] == '\n') return kCutOff;
  const auto trail = static_cast<unsigned char>(text[0]);
  text.remove_prefix(1);
  if (charset == Charset::euc_jp && lead == 0x8E) {
    return trail >= 0xA1 && trail <= 0xDF ? static_cast<std::uint16_t>(0xFF61 + trail - 0xA1)
                                          : std::uint16_t{0};
  }
  return charset == Charset::euc_jp ? euc_jp_code(lead, trail)
                                    : double_byte_code(charset, lead, trail);
}

bool is_ascii(char c) { return (static_cast<unsigned char>(c) & 0x80U) == 0; }

}  // namespace

std::optional<std::string> decode_charset(std::string_view text, Charset charset) {
  std::string utf8;
  while (!text.empty()) {
    if (is_ascii(text[0])) {
      utf8.push_back(text[0]);
      text.remove_prefix(1);
      continue;
    }
    const std::uint16_t code = take_character(text, charset);
    if (code == 0) return std::nullopt;
    if (code != kCutOff) append_utf8(utf8, code);
  }
  return utf8;
}

std::string eight_bit_to_utf8(std::string_view text, Charset charset) {
  if (count_code_points(text)) return std::string(text);
  if (auto utf8 = decode_charset(text, charset)) return *std::move(utf8);
  std::string utf8;
  for (const char c : text) {
    const std::uint16_t code =
        is_ascii(c) ? std::uint16_t{0}
                    : single_byte_code(Charset::windows_1252, static_cast<unsigned char>(c));
    if (code == 0) {
      utf8.push_back(is_ascii(c) ? c : ' ');
    } else {
      append_utf8(utf8, code);
    }
  }
  return utf8;
}

}  // namespace audmg::media

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/uchardet/charset.hpp"
#include "audmg/media/audio/charset/charset.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

// Tags are too short for statistics of languages, so the shapes of scripts decide first: which
// bytes stand beside each other, and how many of them are among the common characters.
namespace audmg::media {
namespace {

using namespace std::string_view_literals;
using Byte = unsigned char;

constexpr bool is_high(Byte byte) { return byte >= 0x80; }
constexpr bool is_in(Byte byte, int least, int most) { return byte >= least && byte <= most; }

// Windows-1252.
constexpr bool is_western_letter(Byte byte) {
  constexpr auto kBelowC0 = "\x8A\x8C\x8E\x9A\x9C\x9E\x9F\xAA\xBA"sv;
  return byte >= 0xC0 ? byte != 0xD7 && byte != 0xF7
                      : kBelowC0.find(static_cast<char>(byte)) != kBelowC0.npos;
}
constexpr bool is_western_sign(Byte byte) {
  constexpr auto kSigns =
      "\x80\x85\x91\x92\x93\x94\x95\x96\x97\x99\xA0\xA1\xA3\xA7\xA9\xAB\xAE\xB0\xB2\xB3\xB4\xB7"
      "\xBB\xBD\xBF"sv;
  return kSigns.find(static_cast<char>(byte)) != kSigns.npos;
}

// Western words have a letter with an accent here and there, hardly three in a row.
bool looks_western(std::string_view sample) {
  constexpr int kMostInARow = 2;
  int letters = 0;
  int signs = 0;
  for (const char c : sample) {
    const auto byte = static_cast<Byte>(c);
    if (!is_high(byte)) {
      letters = signs = 0;
      continue;
    }
    if (is_western_letter(byte)) {
      ++letters;
    } else if (is_western_sign(byte)) {
      ++signs;
    } else {
      return false;
    }
    if (letters > kMostInARow || signs > 1) return false;
  }
  return true;
}

struct Cyrillic {
  Charset charset;
  /// The ten most common Russian letters, which are 70 % of a text, in both cases.
  std::string_view common;
  std::array<std::pair<int, int>, 3> letters;
};

constexpr std::array<Cyrillic, 3> kCyrillic{{
    {Charset::windows_1251,
     "\xEE\xE5\xE0\xE8\xED\xF2\xF1\xF0\xE2\xEB\xCE\xC5\xC0\xC8\xCD\xD2\xD1\xD0\xC2\xCB"sv,
     {{{0xC0, 0xFF}, {0xA8, 0xAA}, {0xB8, 0xBF}}}},
    {Charset::koi8_r,
     "\xCF\xC5\xC1\xC9\xCE\xD4\xD3\xD2\xD7\xCC\xEF\xE5\xE1\xE9\xEE\xF4\xF3\xF2\xF7\xEC"sv,
     {{{0xC0, 0xFF}, {0xA3, 0xA3}, {0xB3, 0xB3}}}},
    {Charset::ibm866,
     "\xAE\xA5\xA0\xA8\xAD\xE2\xE1\xE0\xA2\xAB\x8E\x85\x80\x88\x8D\x92\x91\x90\x82\x8B"sv,
     {{{0x80, 0xAF}, {0xE0, 0xF1}, {0xFC, 0xFC}}}},
}};

// Returns the share of common letters among the bytes over 0x7f; 0 when others are not letters.
double cyrillic_score(std::string_view sample, const Cyrillic& cyrillic) {
  std::size_t high = 0;
  std::size_t common = 0;
  for (const char c : sample) {
    const auto byte = static_cast<Byte>(c);
    // Quotation marks, a dash and a blank, which are the same in all charsets of Windows.
    if (!is_high(byte) || byte == 0xAB || byte == 0xBB || byte == 0x97 || byte == 0xA0) continue;
    ++high;
    const bool is_letter = std::ranges::any_of(cyrillic.letters, [&](const auto& range) {
      return is_in(byte, range.first, range.second);
    });
    if (!is_letter) return 0;
    if (cyrillic.common.find(c) != cyrillic.common.npos) ++common;
  }
  return high == 0 ? 0 : static_cast<double>(common) / static_cast<double>(high);
}

std::optional<Charset> guess_cyrillic(std::string_view sample) {
  constexpr double kLeastShare = 0.5;
  std::optional<Charset> best;
  double best_score = kLeastShare;
  for (const Cyrillic& cyrillic : kCyrillic) {
    const double score = cyrillic_score(sample, cyrillic);
    if (score > best_score || (score == best_score && !best)) {
      best = cyrillic.charset;
      best_score = score;
    }
  }
  return best;
}

/// Counts the characters of two bytes.
struct Pairs {
  double all = 0;
  double shift_jis_kana = 0;
  double shift_jis = 0;  // kana and the common kanji (level 1)
  double euc_kana = 0;
  double hangul = 0;
  double gb_common = 0;    // level 1 of GB 2312
  double big5_common = 0;  // level 1 of Big5
  bool has_low_trail = false;
};

Pairs count_pairs(std::string_view sample, bool half_width_is_single) {
  Pairs pairs;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const auto lead = static_cast<Byte>(sample[i]);
    if (!is_high(lead)) continue;
    if (half_width_is_single && is_in(lead, 0xA1, 0xDF)) {
      ++pairs.all;  // not a pair, but it speaks against Shift-JIS when there are many
      continue;
    }
    if (i + 1 >= sample.size() || sample[i + 1] == '\n') continue;
    const auto trail = static_cast<Byte>(sample[++i]);
    const bool is_wide = trail >= 0xA1;
    // Punctuation and full-width letters are common to all languages.
    if (!half_width_is_single && is_wide && is_in(lead, 0xA1, 0xA3)) continue;
    if (half_width_is_single && lead == 0x81) continue;
    ++pairs.all;
    pairs.has_low_trail = pairs.has_low_trail || trail < 0x80;
    const bool is_kana =
        (lead == 0x82 && is_in(trail, 0x9F, 0xF1)) || (lead == 0x83 && is_in(trail, 0x40, 0x96));
    pairs.shift_jis_kana += is_kana ? 1 : 0;
    pairs.shift_jis += is_kana || is_in(lead, 0x88, 0x97) ? 1 : 0;
    pairs.euc_kana += is_wide && is_in(lead, 0xA4, 0xA5) ? 1 : 0;
    pairs.hangul += is_wide && is_in(lead, 0xB0, 0xC8) ? 1 : 0;
    pairs.gb_common += is_wide && is_in(lead, 0xB0, 0xD7) ? 1 : 0;
    pairs.big5_common += is_in(lead, 0xA4, 0xC6) ? 1 : 0;
  }
  return pairs;
}

std::optional<Charset> guess_east_asian(std::string_view sample) {
  constexpr double kMost = 0.8;
  const auto decodes = [&](Charset charset) { return decode_charset(sample, charset).has_value(); };
  const Pairs shifted = count_pairs(sample, true);
  if (shifted.shift_jis >= kMost * shifted.all && shifted.shift_jis > 0 &&
      decodes(Charset::shift_jis)) {
    return Charset::shift_jis;
  }
  const Pairs pairs = count_pairs(sample, false);
  if (pairs.all < 2) return std::nullopt;
  const double japanese = pairs.euc_kana + pairs.gb_common;
  if (pairs.euc_kana >= 0.2 * pairs.all && japanese >= kMost * pairs.all &&
      decodes(Charset::euc_jp)) {
    return Charset::euc_jp;
  }
  if (pairs.hangul == pairs.all && pairs.all >= 3 && decodes(Charset::euc_kr)) {
    return Charset::euc_kr;
  }
  if (pairs.gb_common >= kMost * pairs.all && decodes(Charset::gbk)) return Charset::gbk;
  if (pairs.big5_common >= kMost * pairs.all && pairs.has_low_trail && decodes(Charset::big5)) {
    return Charset::big5;
  }
  return std::nullopt;
}

std::optional<Charset> named_charset(std::string_view name) {
  using enum Charset;
  constexpr std::array<std::pair<std::string_view, Charset>, 27> kNames{{
      {"WINDOWS-1250", windows_1250},
      {"WINDOWS-1251", windows_1251},
      {"WINDOWS-1253", windows_1253},
      {"WINDOWS-1254", windows_1254},
      {"WINDOWS-1255", windows_1255},
      {"WINDOWS-1256", windows_1256},
      {"WINDOWS-1257", windows_1257},
      {"WINDOWS-1258", windows_1258},
      {"TIS-620", windows_874},
      {"ISO-8859-11", windows_874},
      {"KOI8-R", koi8_r},
      {"IBM866", ibm866},
      {"IBM855", ibm855},
      {"MAC-CYRILLIC", mac_cyrillic},
      {"ISO-8859-2", iso_8859_2},
      {"ISO-8859-4", iso_8859_4},
      {"ISO-8859-5", iso_8859_5},
      {"ISO-8859-7", iso_8859_7},
      {"ISO-8859-8", windows_1255},
      {"ISO-8859-6", windows_1256},
      {"ISO-8859-9", windows_1254},
      {"SHIFT_JIS", shift_jis},
      {"GB18030", gbk},
      {"EUC-KR", euc_kr},
      {"UHC", euc_kr},
      {"BIG5", big5},
      {"EUC-JP", euc_jp},
  }};
  const auto* found = std::ranges::find(kNames, name, [](const auto& row) { return row.first; });
  return found == kNames.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

Charset guess_charset(std::string_view sample) {
  if (looks_western(sample)) return Charset::windows_1252;
  if (const auto cyrillic = guess_cyrillic(sample)) return *cyrillic;
  if (const auto east_asian = guess_east_asian(sample)) return *east_asian;
  const auto guess = named_charset(uchardet::guess_charset(sample));
  return guess && decode_charset(sample, *guess) ? *guess : Charset::windows_1252;
}

}  // namespace audmg::media

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace audmg::media {

/// The legacy charsets that tags are written in. tools/charset_tables.py makes their tables, in
/// this order; glibc's iconv is not used because its modules are not on every machine.
enum class Charset {
  windows_1252,  // Western European
  windows_1250,
  windows_1251,
  windows_1253,
  windows_1254,
  windows_1255,
  windows_1256,
  windows_1257,
  windows_1258,
  windows_874,
  koi8_r,
  ibm866,
  ibm855,
  mac_cyrillic,
  iso_8859_2,
  iso_8859_4,
  iso_8859_5,
  iso_8859_7,
  iso_8859_10,
  iso_8859_13,
  iso_8859_15,
  iso_8859_16,
  // Charsets of two bytes for a character begin here.
  shift_jis,
  gbk,
  euc_kr,
  big5,
  euc_jp,  // computed from Shift-JIS, which has the same characters
};

/// Converts text of the charset to UTF-8; nullopt when some bytes are not a character of it. A
/// lead byte whose trail byte was cut off at the end of a line or of the text is left out.
[[nodiscard]] std::optional<std::string> decode_charset(std::string_view text, Charset charset);

/// Returns the charset that the bytes are most likely in, from a sample of all 8-bit texts of one
/// file, one a line. Sound for texts of a few words in Russian, Japanese, Korean and Chinese;
/// Western European when nothing speaks against it.
[[nodiscard]] Charset guess_charset(std::string_view sample);

/// Converts a text whose charset was guessed to UTF-8. Text that is valid UTF-8 stays as it is;
/// bytes that are not a character of `charset` are read as Windows-1252.
[[nodiscard]] std::string eight_bit_to_utf8(std::string_view text, Charset charset);

}  // namespace audmg::media

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/metadata/fact_text.hpp"

#include "audmg/core/text.hpp"
#include "audmg/core/utf8.hpp"
#include "audmg/media/record/record_limits.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

namespace audmg::media {
namespace {

constexpr std::uint32_t kReplacement = 0xfffd;

// Windows-1252 differs from ISO 8859-1 in these 32 (WHATWG Encoding, index-windows-1252).
constexpr std::array<std::uint16_t, 32> kWindows1252From80{
    0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008d, 0x017d, 0x008f, 0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178};

std::string from_8_bits(std::string_view bytes, bool is_windows) {
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<std::uint8_t>(c);
    append_utf8(out, is_windows && byte >= 0x80 && byte < 0xa0 ? kWindows1252From80[byte - 0x80U]
                                                               : std::uint32_t{byte});
  }
  return out;
}

std::string cut(std::string_view text, std::size_t max_bytes) {
  constexpr std::string_view kSpace = " \n";
  std::string valid = to_valid_utf8(trim(text, kSpace), max_bytes);
  return std::string(trim_right(valid, kSpace));
}

}  // namespace

std::string utf8_from_legacy(std::string_view bytes) {
  std::size_t right = 0;  // sequences of more than one byte: ASCII tells nothing
  std::size_t wrong = 0;
  for (std::string_view rest = bytes; !rest.empty();) {
    const Utf8Sequence next = first_utf8_sequence(rest);
    wrong += next.valid ? 0 : 1;
    right += next.valid && next.length > 1 ? 1 : 0;
    rest.remove_prefix(next.length);
    const bool is_cut = rest.empty() && !next.valid;
    if (is_cut && right >= wrong) bytes.remove_suffix(next.length);
  }
  if (right < wrong) return from_8_bits(bytes, true);
  return to_valid_utf8(bytes, 3 * bytes.size());
}

std::string utf8_from_latin_1(std::string_view bytes) { return from_8_bits(bytes, false); }

std::string utf8_from_utf16(std::string_view bytes, bool is_little_endian) {
  const auto unit_at = [&](std::size_t at) {
    const auto first = static_cast<std::uint8_t>(bytes[at]);
    const auto second = static_cast<std::uint8_t>(bytes[at + 1]);
    return is_little_endian ? std::uint32_t{second} << 8 | first
                            : std::uint32_t{first} << 8 | second;
  };
  std::string out;
  for (std::size_t at = 0; at + 2 <= bytes.size(); at += 2) {
    const std::uint32_t unit = unit_at(at);
    if (unit == 0) break;
    const bool is_high = unit >= 0xd800 && unit < 0xdc00;
    const bool is_surrogate = unit >= 0xd800 && unit < 0xe000;
    const std::uint32_t next = is_high && at + 4 <= bytes.size() ? unit_at(at + 2) : 0;
    if (next >= 0xdc00 && next < 0xe000) {
      append_utf8(out, 0x1'0000 + ((unit - 0xd800) << 10) + (next - 0xdc00));
      at += 2;
    } else {
      append_utf8(out, is_surrogate ? kReplacement : unit);
    }
  }
  return out;
}

std::string clean_line(std::string_view text, std::size_t max_bytes) {
  std::string clean = utf8_from_legacy(text);
  std::ranges::replace_if(clean, is_control, ' ');
  return cut(clean, max_bytes);
}

std::string clean_lines(std::string_view text, std::size_t max_bytes) {
  std::string clean;
  const std::string utf8 = utf8_from_legacy(text);
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const bool is_before_newline = i + 1 < utf8.size() && utf8[i + 1] == '\n';
    if (utf8[i] == '\r' && is_before_newline) continue;
    const bool is_break = utf8[i] == '\n' || utf8[i] == '\r';
    clean.push_back(is_break ? '\n' : is_control(utf8[i]) ? ' ' : utf8[i]);
  }
  return cut(clean, max_bytes);
}

std::string clean_description(std::string_view text) {
  // Such a phrase counts only when it is the whole description. The short ones name the scene modes
  // of Huawei's phones.
  constexpr std::array<std::string_view, 22> kOfNoPerson{"kodak digital still camera",
                                                         "epson dsc picture",
                                                         "sony dsc",
                                                         "samsung camera pictures",
                                                         "samsung",
                                                         "digital camera",
                                                         "digital still camera",
                                                         "digital image",
                                                         "exif_jpeg_picture",
                                                         "image description",
                                                         "default",
                                                         "untitled",
                                                         "created by imlib",
                                                         "hdrpl",
                                                         "rhdr",
                                                         "edf",
                                                         "bdr",
                                                         "cof",
                                                         "mde",
                                                         "dav",
                                                         "oznor",
                                                         "ptr"};
  std::string description = clean_lines(text, kMaxDescriptionBytes);
  const std::string folded = lower_case(description);
  const bool is_camera_path = folded.starts_with("dcim\\") || folded.starts_with("dcim/");
  const bool is_camera_name =
      folded.ends_with(" digital camera") && std::ranges::none_of(description, is_lower);
  const bool says_nothing = std::ranges::none_of(
      description, [](char c) { return is_alnum(c) || static_cast<std::uint8_t>(c) >= 0x80; });
  const bool is_of_no_person = std::ranges::find(kOfNoPerson, folded) != kOfNoPerson.end();
  if (is_camera_path || is_camera_name || says_nothing || is_of_no_person) return {};
  return description;
}

std::optional<double> parse_fraction(std::string_view text) {
  text = trim(text);
  double value = 0;
  const auto* end = text.data() + text.size();
  const auto over = std::from_chars(text.data(), end, value, std::chars_format::fixed);
  if (over.ec != std::errc()) return std::nullopt;
  if (over.ptr != end && *over.ptr == '/') {
    double divisor = 0;
    const auto under = std::from_chars(over.ptr + 1, end, divisor, std::chars_format::fixed);
    if (under.ec != std::errc() || divisor == 0) return std::nullopt;
    value /= divisor;
  }
  if (!std::isfinite(value)) return std::nullopt;
  return value;
}

}  // namespace audmg::media

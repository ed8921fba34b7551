// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/metadata/raw_profile.hpp"

#include "audmg/core/hex.hpp"
#include "audmg/core/number.hpp"
#include "audmg/core/text.hpp"

namespace audmg::media {

std::string decode_raw_profile(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  text = trim_left(text, kSpace);
  take_until(text, '\n');  // the name
  text = trim_left(text, kSpace);
  const auto length = take_number<std::size_t>(text);
  if (!length || *length > text.size()) return {};
  std::string bytes;
  bytes.reserve(*length);
  int high = -1;
  for (const char c : text) {
    if (bytes.size() == *length) break;
    if (kSpace.find(c) != std::string_view::npos) continue;
    const int digit = hex_value(c);
    if (digit < 0) return {};
    if (high < 0) {
      high = digit;
      continue;
    }
    bytes.push_back(static_cast<char>(high * 16 + digit));
    high = -1;
  }
  return bytes.size() == *length ? bytes : std::string();
}

void add_raw_profile(std::string_view type, std::string_view text, MetadataBlocks& blocks) {
  constexpr std::string_view kXmpHead("http://ns.adobe.com/xap/1.0/\0", 29);
  const bool is_iptc = equals_ignore_case(type, "iptc") || equals_ignore_case(type, "8bim");
  const bool is_exif = equals_ignore_case(type, "exif") || equals_ignore_case(type, "app1");
  const bool is_xmp = equals_ignore_case(type, "xmp");
  if (!is_iptc && !is_exif && !is_xmp) return;
  const std::string profile = decode_raw_profile(text);
  if (is_iptc) return blocks.add_iptc(profile);
  if (is_xmp) return blocks.add_xmp(profile);
  if (!profile.starts_with(kXmpHead)) return blocks.add_exif(profile);
  blocks.add_xmp(std::string_view(profile).substr(kXmpHead.size()));
}

}  // namespace audmg::media

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/audio/audio_tags.hpp"

#include "audmg/core/number.hpp"
#include "audmg/core/text.hpp"
#include "audmg/core/utf8.hpp"
#include "audmg/media/record/record_limits.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>

namespace audmg::media {
namespace {

// Bytes 0x80 to 0x9f of Windows-1252 in UTF-8; the five undefined ones become spaces.
constexpr std::array<std::string_view, 32> kWindows1252{
    "€", " ", "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", " ", "Ž", " ",
    " ", "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", " ", "ž", "Ÿ"};

std::string from_windows_1252(std::string_view text) {
  std::string utf8;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      utf8.push_back(c);
    } else if (byte < 0xa0) {
      utf8.append(kWindows1252[byte - 0x80U]);
    } else {
      utf8.push_back(static_cast<char>(0xc0U | (byte >> 6U)));
      utf8.push_back(static_cast<char>(0x80U | (byte & 0x3fU)));
    }
  }
  return utf8;
}

// Returns the first number in "3/12", "2004-05-06" or "ca. 1970".
std::optional<std::uint32_t> first_number(std::string_view text, std::uint32_t most) {
  text.remove_prefix(static_cast<std::size_t>(std::ranges::find_if(text, is_digit) - text.begin()));
  const auto number = take_number<std::uint32_t>(text);
  return number && *number >= 1 && *number <= most ? number : std::nullopt;
}

std::string_view first_tag(const ffmpeg::Demuxer& demuxer,
                           std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (const std::string_view value = demuxer.tag(name); !value.empty()) return value;
  }
  return {};
}

}  // namespace

std::string clean_tag_text(std::string_view text, std::size_t max_bytes) {
  std::string clean = count_code_points(text) ? std::string(text) : from_windows_1252(text);
  std::ranges::replace_if(clean, is_control, ' ');
  clean = to_valid_utf8(trim_left(clean, " "), max_bytes);
  return std::string(trim_right(clean, " "));
}

AudioTags read_tags(const ffmpeg::Demuxer& demuxer, const MediaLimits& limits) {
  const auto text = [&](std::initializer_list<const char*> names) {
    return clean_tag_text(first_tag(demuxer, names), limits.max_text_bytes);
  };
  AudioTags tags;
  tags.title = text({"title"});
  tags.artist = text({"artist", "album_artist", "author"});
  tags.album = text({"album"});
  tags.genre = text({"genre"});
  tags.track = first_number(first_tag(demuxer, {"track"}), kMaxTrack);
  tags.year = first_number(first_tag(demuxer, {"date", "year", "TYER", "TDRC"}), kMaxYear);
  return tags;
}

}  // namespace audmg::media

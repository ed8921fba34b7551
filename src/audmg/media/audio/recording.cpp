// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/audio/recording.hpp"

#include "audmg/core/ascii.hpp"
#include "audmg/media/audio/tag_text.hpp"
#include "audmg/media/record/record_limits.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace audmg::media {
namespace {

// Devices whose clock was never set write the first day of their era.
constexpr std::uint32_t kFirstBelievableYear = 1971;

std::string believable_time(std::string_view text) {
  std::string time = recording_time(text);
  const auto year = year_of(time);
  return year && *year >= kFirstBelievableYear ? time : std::string();
}

// FFmpeg's names for a Broadcast Wave's OriginationDate and OriginationTime (EBU Tech 3285), whose
// separators differ between programs.
std::string broadcast_wave_time(const ffmpeg::Demuxer& demuxer) {
  std::string date(demuxer.tag("date"));
  std::string time(demuxer.tag("creation_time"));
  const auto is_separator = [](char c) { return !is_digit(c); };
  std::ranges::replace_if(date, is_separator, '-');
  std::ranges::replace_if(time, is_separator, ':');
  return believable_time(date + "T" + time);
}

// Removes a signed number from `text` and returns it in degrees: DD.D, DDMM.M or DDMMSS.S with two
// digits for a latitude and three for a longitude.
std::optional<double> take_degrees(std::string_view& text, std::size_t degree_digits) {
  if (text.empty() || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const double sign = text[0] == '-' ? -1 : 1;
  text.remove_prefix(1);
  const auto whole =
      static_cast<std::size_t>(std::ranges::find_if_not(text, is_digit) - text.begin());
  double number = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  if (whole == 0 || error != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (whole <= degree_digits) return sign * number;
  const bool has_seconds = whole > degree_digits + 2;
  const double unit = has_seconds ? 10'000 : 100;
  const auto degrees = static_cast<double>(static_cast<long>(number / unit));
  const double rest = number - degrees * unit;
  if (!has_seconds) return sign * (degrees + rest / 60);
  const auto minutes = static_cast<double>(static_cast<long>(rest / 100));
  return sign * (degrees + minutes / 60 + (rest - minutes * 100) / 3600);
}

}  // namespace

std::string recorded_at(const ffmpeg::Demuxer& demuxer, const TagValues& values,
                        std::string_view content_type) {
  std::string time = believable_time(demuxer.tag("com.apple.quicktime.creationdate"));
  if (!time.empty()) return time;
  if (content_type == "audio/wav") time = broadcast_wave_time(demuxer);
  const bool is_song = !values.first({"TRACKNUMBER", "TRACK"}).empty();
  if (!time.empty() || is_song) return time;
  time = believable_time(values.first({"DATE"}));
  return time.empty() ? believable_time(demuxer.tag("creation_time")) : time;
}

std::optional<Place> parse_iso_6709(std::string_view text) {
  constexpr std::size_t kMaxBytes = 64;
  if (text.size() > kMaxBytes) return std::nullopt;
  const auto latitude = take_degrees(text, 2);
  const auto longitude = latitude ? take_degrees(text, 3) : std::nullopt;
  if (!longitude || !kLatitude.contains(*latitude) || !kLongitude.contains(*longitude)) {
    return std::nullopt;
  }
  // Devices without a fix write zeros.
  if (*latitude == 0 && *longitude == 0) return std::nullopt;
  Place place{.latitude = latitude, .longitude = longitude};
  constexpr std::size_t kAnyDigits = 9;
  const auto altitude = take_degrees(text, kAnyDigits);
  if (altitude && kAltitude.contains(*altitude)) place.altitude_metres = altitude;
  return place;
}

std::optional<Place> recorded_in(const ffmpeg::Demuxer& demuxer, const MediaLimits& limits) {
  std::optional<Place> place;
  for (const char* const name :
       {"com.apple.quicktime.location.ISO6709", "location", "location-eng"}) {
    if (!place) place = parse_iso_6709(demuxer.tag(name));
  }
  std::string name =
      clean_tag_text(demuxer.tag("com.apple.quicktime.location.name"), limits.max_text_bytes);
  if (name.empty()) return place;
  if (!place) place.emplace();
  place->name = std::move(name);
  return place;
}

std::vector<Chapter> read_chapters(const ffmpeg::Demuxer& demuxer) {
  std::vector<Chapter> chapters;
  for (std::size_t i = 0; i < demuxer.chapters() && chapters.size() < kMaxChapters; ++i) {
    const ffmpeg::ChapterMark mark = demuxer.chapter(i);
    if (!kDuration.contains(mark.start_seconds)) continue;
    chapters.push_back({mark.start_seconds, clean_tag_text(mark.title, kMaxChapterTitleBytes)});
  }
  std::ranges::sort(chapters, {}, &Chapter::start_seconds);
  return chapters;
}

}  // namespace audmg::media

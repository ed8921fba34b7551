// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/metadata/exif_directories.hpp"

#include <fmt/format.h>

#include <initializer_list>

namespace audmg::media {
namespace {

constexpr std::uint16_t kDateTime = 0x0132;
constexpr std::uint16_t kTimeZoneOffset = 0x882a;  // TIFF/EP: whole hours
constexpr std::uint16_t kDateTimeOriginal = 0x9003;
constexpr std::uint16_t kDateTimeDigitized = 0x9004;
constexpr std::uint16_t kOffsetTime = 0x9010;
constexpr std::uint16_t kOffsetTimeOriginal = 0x9011;
constexpr std::uint16_t kOffsetTimeDigitized = 0x9012;
constexpr std::uint16_t kSubSecTime = 0x9290;
constexpr std::uint16_t kSubSecTimeOriginal = 0x9291;
constexpr std::uint16_t kSubSecTimeDigitized = 0x9292;

struct TimeTags {
  std::uint16_t time;
  std::uint16_t fraction;
  /// The offset of this time, and those that stand for it. Lightroom writes only the last one.
  std::initializer_list<std::uint16_t> offsets;
};

std::string hours_offset(const ExifDirectories& fields) {
  const auto hours = in_range(fields.number(kTimeZoneOffset), {-12, 14});
  return hours ? parse_offset(fmt::format("{:+d}", static_cast<int>(*hours))) : std::string();
}

std::optional<Timestamp> time_of(const ExifDirectories& fields, const TimeTags& tags) {
  auto time = parse_timestamp(fields.text(tags.time));
  if (!time || !time->has_clock) return std::nullopt;
  const std::string_view fraction = leading_digits(fields.text(tags.fraction));
  if (!fraction.empty()) time->fraction = fraction;
  for (const std::uint16_t tag : tags.offsets) {
    if (const std::string offset = parse_offset(fields.text(tag)); !offset.empty()) {
      time->offset = offset;
      break;
    }
  }
  if (time->offset.empty()) time->offset = hours_offset(fields);
  return time;
}

}  // namespace

std::optional<Timestamp> exif_taken_time(const ExifDirectories& fields) {
  if (const auto time =
          time_of(fields, {kDateTimeOriginal,
                           kSubSecTimeOriginal,
                           {kOffsetTimeOriginal, kOffsetTimeDigitized, kOffsetTime}})) {
    return time;
  }
  return time_of(fields, {kDateTimeDigitized,
                          kSubSecTimeDigitized,
                          {kOffsetTimeDigitized, kOffsetTimeOriginal, kOffsetTime}});
}

std::optional<Timestamp> exif_changed_time(const ExifDirectories& fields) {
  return time_of(fields, {kDateTime, kSubSecTime, {kOffsetTime}});
}

}  // namespace audmg::media

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/metadata/exif.hpp"

#include "audmg/core/text.hpp"
#include "audmg/core/utf8.hpp"
#include "audmg/media/metadata/tiff_fields.hpp"
#include "audmg/media/record/record_limits.hpp"

#include <algorithm>
#include <string_view>

namespace audmg::media {
namespace {

// Tags of the first IFD, of the EXIF IFD and of the GPS IFD.
constexpr std::uint16_t kMake = 0x010f;
constexpr std::uint16_t kModel = 0x0110;
constexpr std::uint16_t kExifIfd = 0x8769;
constexpr std::uint16_t kGpsIfd = 0x8825;
constexpr std::uint16_t kExposureTime = 0x829a;
constexpr std::uint16_t kFNumberTag = 0x829d;
constexpr std::uint16_t kPhotographicSensitivity = 0x8827;
constexpr std::uint16_t kDateTimeOriginal = 0x9003;
constexpr std::uint16_t kDateTimeDigitized = 0x9004;
constexpr std::uint16_t kOffsetTimeOriginal = 0x9011;
constexpr std::uint16_t kOffsetTimeDigitized = 0x9012;
constexpr std::uint16_t kSubSecTimeOriginal = 0x9291;
constexpr std::uint16_t kSubSecTimeDigitized = 0x9292;
constexpr std::uint16_t kFocalLengthTag = 0x920a;
constexpr std::uint16_t kLensModel = 0xa434;
constexpr std::uint16_t kLatitudeRef = 1;
constexpr std::uint16_t kLatitudeTag = 2;
constexpr std::uint16_t kLongitudeRef = 3;
constexpr std::uint16_t kLongitudeTag = 4;
constexpr std::uint16_t kAltitudeRef = 5;
constexpr std::uint16_t kAltitudeTag = 6;

// Means "the value is too large for this field"; the fields that then hold it are too rare to read.
constexpr std::uint32_t kIsoUnknown = 65'535;

std::string clean_text(std::string_view text, std::size_t max_bytes) {
  std::string clean(text);
  std::ranges::replace_if(clean, is_control, ' ');
  return to_valid_utf8(trim(clean, " "), max_bytes);
}

std::optional<double> in_range(std::optional<double> value, const FactRange& range) {
  return value && range.contains(*value) ? value : std::nullopt;
}

std::string_view digits_of(std::string_view text) {
  constexpr std::size_t kMaxDigits = 9;
  const std::size_t count = std::min(text.find_first_not_of("0123456789"), text.size());
  return text.substr(0, std::min(count, kMaxDigits));
}

/// Returns "2026:01:31 23:59:59" as RFC 3339, with the fraction and the offset if they are valid.
std::string to_rfc3339(std::string_view text, std::string_view fraction, std::string_view offset) {
  constexpr std::size_t kLength = 19;
  if (text.size() < kLength) return {};
  std::string time(text.substr(0, kLength));
  for (const std::size_t place : {4U, 7U}) {
    if (time[place] == ':' || time[place] == '/' || time[place] == '.') time[place] = '-';
  }
  if (time[10] == ' ') time[10] = 'T';
  if (time.starts_with("0000") || !is_local_or_zoned_time(time)) return {};
  if (const auto digits = digits_of(fraction); !digits.empty()) time.append(".").append(digits);
  const std::string zoned = time + std::string(offset);
  return is_local_or_zoned_time(zoned) ? zoned : time;
}

std::string taken_at(const TiffFields& exif) {
  std::string time = to_rfc3339(exif.text(kDateTimeOriginal), exif.text(kSubSecTimeOriginal),
                                exif.text(kOffsetTimeOriginal));
  if (!time.empty()) return time;
  return to_rfc3339(exif.text(kDateTimeDigitized), exif.text(kSubSecTimeDigitized),
                    exif.text(kOffsetTimeDigitized));
}

/// Returns degrees, minutes and seconds as one number, negative in the south and the west.
std::optional<double> coordinate(const TiffFields& gps, std::uint16_t tag, std::uint16_t reference,
                                 char negative) {
  const auto degrees = gps.number(tag, 0);
  if (!degrees) return std::nullopt;
  const double value =
      *degrees + gps.number(tag, 1).value_or(0) / 60 + gps.number(tag, 2).value_or(0) / 3600;
  return gps.text(reference).starts_with(negative) ? -value : value;
}

std::optional<Place> place(const TiffFields& gps) {
  const auto latitude = in_range(coordinate(gps, kLatitudeTag, kLatitudeRef, 'S'), kLatitude);
  const auto longitude = in_range(coordinate(gps, kLongitudeTag, kLongitudeRef, 'W'), kLongitude);
  if (!latitude || !longitude) return std::nullopt;
  Place where{*latitude, *longitude, in_range(gps.number(kAltitudeTag), kAltitude)};
  const bool is_below_sea = gps.number(kAltitudeRef) == 1.0;
  if (is_below_sea && where.altitude_metres) {
    where.altitude_metres = in_range(-*where.altitude_metres, kAltitude);
  }
  return where;
}

}  // namespace

void read_exif(std::span<const std::byte> block, std::size_t max_text_bytes, ImageFacts& facts) {
  const TiffStructure tiff(block);
  const TiffFields first = tiff.first_fields();
  facts.camera_make = clean_text(first.text(kMake), max_text_bytes);
  facts.camera_model = clean_text(first.text(kModel), max_text_bytes);
  const TiffFields exif = tiff.fields_at(first.number(kExifIfd));
  facts.taken_at = taken_at(exif);
  facts.lens = clean_text(exif.text(kLensModel), max_text_bytes);
  facts.exposure_seconds = in_range(exif.number(kExposureTime), kExposure);
  facts.f_number = in_range(exif.number(kFNumberTag), kFNumber);
  facts.focal_length_millimetres = in_range(exif.number(kFocalLengthTag), kFocalLength);
  const auto iso = in_range(exif.number(kPhotographicSensitivity), {1, kMaxIso});
  if (iso && *iso != kIsoUnknown) facts.iso = static_cast<std::uint32_t>(*iso);
  facts.place = place(tiff.fields_at(first.number(kGpsIfd)));
}

}  // namespace audmg::media

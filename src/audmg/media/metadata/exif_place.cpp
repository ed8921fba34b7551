// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/ascii.hpp"
#include "audmg/core/text.hpp"
#include "audmg/media/metadata/coordinate_text.hpp"
#include "audmg/media/metadata/exif_directories.hpp"

#include <fmt/format.h>

#include <cmath>

namespace audmg::media {
namespace {

// Tags of the GPS directory. The tag before a coordinate says its direction.
constexpr std::uint16_t kLatitudeTag = 2;
constexpr std::uint16_t kLongitudeTag = 4;
constexpr std::uint16_t kAltitudeRef = 5;
constexpr std::uint16_t kAltitudeTag = 6;
constexpr std::uint16_t kTimeStamp = 7;
constexpr std::uint16_t kDateStamp = 29;

std::optional<double> degrees_of(const TiffFields& gps, std::uint16_t tag, Axis axis) {
  const auto degrees = gps.number(tag, 0);
  if (!degrees) return parse_coordinate(gps.text(tag), axis);
  const double rest = gps.number(tag, 1).value_or(0) / 60 + gps.number(tag, 2).value_or(0) / 3600;
  return *degrees < 0 ? *degrees - rest : *degrees + rest;
}

std::optional<double> coordinate(const TiffFields& gps, std::uint16_t tag, Axis axis) {
  const auto degrees = degrees_of(gps, tag, axis);
  if (!degrees) return std::nullopt;
  const std::string_view reference = trim(gps.text(static_cast<std::uint16_t>(tag - 1)));
  const char direction = reference.empty() ? '\0' : to_upper(reference.front());
  const bool is_negative = direction == (axis == Axis::latitude ? 'S' : 'W');
  return is_negative ? -std::abs(*degrees) : *degrees;
}

}  // namespace

std::optional<Place> exif_place(const TiffFields& gps) {
  Place place{.latitude = in_range(coordinate(gps, kLatitudeTag, Axis::latitude), kLatitude),
              .longitude = in_range(coordinate(gps, kLongitudeTag, Axis::longitude), kLongitude)};
  if (!place.latitude || !place.longitude) return std::nullopt;
  if (*place.latitude == 0 && *place.longitude == 0) return std::nullopt;
  auto altitude = gps.number(kAltitudeTag);
  // 1 is below sea level; EXIF 3.0 has 3 for below the ellipsoid.
  const auto reference = gps.number(kAltitudeRef);
  if (altitude && (reference == 1.0 || reference == 3.0)) altitude = -std::abs(*altitude);
  place.altitude_metres = in_range(altitude, kAltitude);
  return place;
}

std::optional<Timestamp> exif_position_time(const TiffFields& gps) {
  const auto day = parse_timestamp(gps.text(kDateStamp));
  const auto hour = in_range(gps.number(kTimeStamp, 0), {0, 23});
  const auto minute = in_range(gps.number(kTimeStamp, 1), {0, 59});
  const auto second = in_range(gps.number(kTimeStamp, 2), {0, 59.999'999});
  if (!day || !hour || !minute || !second) return std::nullopt;
  return parse_timestamp(fmt::format("{}T{:02}:{:02}:{:02}Z", day->local.substr(0, 10),
                                     static_cast<int>(*hour), static_cast<int>(*minute),
                                     static_cast<int>(*second)));
}

}  // namespace audmg::media

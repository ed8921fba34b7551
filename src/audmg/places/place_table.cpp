// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/places/place_table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string>

namespace audmg::places {
namespace {

constexpr std::string_view kMagic = "AUDMGPL1";
constexpr std::size_t kHeadBytes = 24;
constexpr std::size_t kPlaceBytes = 16;
constexpr std::size_t kAreaBytes = 8;
constexpr double kBandsPerDegree = 4;
constexpr std::size_t kBands = 720;
constexpr double kUnitsPerDegree = 100'000;
constexpr double kWeightsPerDoubling = 10;
/// Of a meridian.
constexpr double kKilometresPerDegree = 111.195;

/// Precondition: the bytes are there.
std::uint32_t number_at(std::span<const std::byte> bytes, std::size_t at, std::size_t width) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < width; ++i) {
    number |= std::to_integer<std::uint32_t>(bytes[at + i]) << (8 * i);
  }
  return number;
}

std::int32_t signed_at(std::span<const std::byte> bytes, std::size_t at) {
  return static_cast<std::int32_t>(number_at(bytes, at, 4));
}

double cosine(double degrees) { return std::cos(degrees * std::numbers::pi / 180); }

/// Exact enough for the distances of one region.
double kilometres_between(double latitude, double longitude, const PlaceTable::Place& place) {
  double east = std::abs(place.longitude - longitude);
  if (east > 180) east = 360 - east;
  east *= cosine((latitude + place.latitude) / 2);
  return std::hypot(east, place.latitude - latitude) * kKilometresPerDegree;
}

std::size_t band_of(double latitude) {
  const double band = std::floor((latitude + 90) * kBandsPerDegree);
  return static_cast<std::size_t>(std::clamp(band, 0.0, static_cast<double>(kBands - 1)));
}

struct Longitudes {
  double from = 0;
  double to = 0;
};

/// One range, or two where the longitude jumps from 180 to -180.
std::vector<Longitudes> longitudes_near(double latitude, double longitude, double degrees) {
  const double shrunk = cosine(std::min(std::abs(latitude) + degrees, 90.0));
  const double reach = shrunk * 180 > degrees ? degrees / shrunk : 180;
  if (reach >= 180) return {{-180, 180}};
  std::vector<Longitudes> ranges{{longitude - reach, longitude + reach}};
  if (longitude - reach < -180) ranges.push_back({longitude - reach + 360, 180});
  if (longitude + reach > 180) ranges.push_back({-180, longitude + reach - 360});
  return ranges;
}

}  // namespace

Result<PlaceTable> PlaceTable::open(std::span<const std::byte> bytes) {
  const auto is_magic = [](std::byte byte, char c) {
    return byte == static_cast<std::byte>(static_cast<unsigned char>(c));
  };
  if (bytes.size() < kHeadBytes ||
      !std::ranges::equal(bytes.first(kMagic.size()), kMagic, is_magic)) {
    return fail(ErrorCode::corrupt, "the table of places does not begin as one");
  }
  const std::size_t bands = number_at(bytes, 8, 4);
  const std::array<std::size_t, 4> sizes{
      (bands + 1) * 4, std::size_t{number_at(bytes, 12, 4)} * kPlaceBytes,
      std::size_t{number_at(bytes, 16, 4)} * kAreaBytes, std::size_t{number_at(bytes, 20, 4)}};
  std::size_t sum = kHeadBytes;
  for (const std::size_t size : sizes) sum += size;
  if (bands != kBands || sum != bytes.size()) {
    return fail(ErrorCode::corrupt, "the table of places has not the size that it says");
  }
  PlaceTable table;
  std::span<const std::byte> rest = bytes.subspan(kHeadBytes);
  const auto take = [&rest](std::size_t size) {
    const auto part = rest.first(size);
    rest = rest.subspan(size);
    return part;
  };
  table.bands_ = take(sizes[0]);
  table.places_ = take(sizes[1]);
  table.areas_ = take(sizes[2]);
  table.texts_ = take(sizes[3]);
  return table;
}

std::vector<PlaceTable::Nearby> PlaceTable::places_near(double latitude, double longitude,
                                                        double kilometres) const {
  std::vector<Nearby> found;
  const double degrees = kilometres / kKilometresPerDegree;
  const std::vector<Longitudes> ranges = longitudes_near(latitude, longitude, degrees);
  const std::size_t last_band = band_of(latitude + degrees);
  for (std::size_t band = band_of(latitude - degrees); band <= last_band; ++band) {
    const std::size_t all = places_.size() / kPlaceBytes;
    const std::size_t end = std::min<std::size_t>(number_at(bands_, 4 * (band + 1), 4), all);
    const std::size_t begin = std::min<std::size_t>(number_at(bands_, 4 * band, 4), end);
    for (const Longitudes& range : ranges) {
      for (std::size_t i = first_from(begin, end, range.from); i < end; ++i) {
        const Place candidate = place(i);
        if (candidate.longitude > range.to) break;
        const double distance = kilometres_between(latitude, longitude, candidate);
        if (distance <= kilometres) found.push_back({candidate, distance});
      }
    }
  }
  return found;
}

std::vector<std::string_view> PlaceTable::names(std::uint32_t text) const {
  std::vector<std::string_view> names;
  if (text >= texts_.size()) return names;
  const std::size_t count = std::to_integer<std::size_t>(texts_[text]);
  std::size_t at = std::size_t{text} + 1;
  while (names.size() < count && at < texts_.size()) {
    const std::size_t length = std::to_integer<std::size_t>(texts_[at++]);
    if (length > texts_.size() - at) break;
    names.emplace_back(reinterpret_cast<const char*>(texts_.data()) + at, length);
    at += length;
  }
  return names;
}

std::optional<PlaceTable::Area> PlaceTable::area(std::uint16_t number) const {
  const std::size_t at = std::size_t{number} * kAreaBytes;
  if (at + kAreaBytes > areas_.size()) return std::nullopt;
  return Area{.text = number_at(areas_, at, 4),
              .parent = static_cast<std::uint16_t>(number_at(areas_, at + 4, 2))};
}

PlaceTable::Place PlaceTable::place(std::size_t index) const {
  const std::size_t at = index * kPlaceBytes;
  return {.latitude = signed_at(places_, at) / kUnitsPerDegree,
          .longitude = signed_at(places_, at + 4) / kUnitsPerDegree,
          .log2_population = number_at(places_, at + 14, 1) / kWeightsPerDoubling,
          .is_section = number_at(places_, at + 15, 1) != 0,
          .text = number_at(places_, at + 8, 4),
          .area = static_cast<std::uint16_t>(number_at(places_, at + 12, 2))};
}

std::size_t PlaceTable::first_from(std::size_t first, std::size_t last, double longitude) const {
  while (first < last) {
    const std::size_t middle = first + (last - first) / 2;
    if (signed_at(places_, middle * kPlaceBytes + 4) < longitude * kUnitsPerDegree) {
      first = middle + 1;
    } else {
      last = middle;
    }
  }
  return first;
}

}  // namespace audmg::places

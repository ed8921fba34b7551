// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/coordinates.hpp"

#include "audmg/core/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <system_error>

namespace audmg::catalogue {
namespace {

constexpr double kMostLatitude = 90;
constexpr double kMostLongitude = 180;
constexpr auto kDateLine = static_cast<std::int32_t>(kMostLongitude * Coordinates::kUnitsPerDegree);

/// Returns nothing for what is no number, too.
std::optional<std::int32_t> to_units(double degrees, double most) noexcept {
  if (!(std::abs(degrees) <= most)) return std::nullopt;
  return static_cast<std::int32_t>(std::llround(degrees * Coordinates::kUnitsPerDegree));
}

std::optional<double> parse_degrees(std::string_view text) noexcept {
  double degrees = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), degrees, std::chars_format::fixed);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return degrees;
}

bool is_between(std::int32_t longitude, const Bounds& bounds) noexcept {
  if (bounds.west > bounds.east) return longitude >= bounds.west || longitude <= bounds.east;
  return longitude >= bounds.west && longitude <= bounds.east;
}

}  // namespace

std::optional<Coordinates> Coordinates::of_degrees(double latitude, double longitude) noexcept {
  const auto north = to_units(latitude, kMostLatitude);
  const auto east = to_units(longitude, kMostLongitude);
  if (!north || !east) return std::nullopt;
  return Coordinates{.latitude = *north, .longitude = *east};
}

bool Bounds::contains(Coordinates point) const noexcept {
  if (point.latitude < south || point.latitude > north) return false;
  // The date line has two names.
  return is_between(point.longitude, *this) ||
         (std::abs(point.longitude) == kDateLine && is_between(-point.longitude, *this));
}

std::optional<Bounds> parse_bounds(std::string_view text) noexcept {
  std::array<std::int32_t, 4> edges{};
  std::size_t count = 0;
  for (bool more = true; more; ++count) {
    if (count == edges.size()) return std::nullopt;
    more = text.find(',') != std::string_view::npos;
    const auto degrees = parse_degrees(take_until(text, ','));
    const auto units = degrees ? to_units(*degrees, count % 2 == 0 ? kMostLongitude : kMostLatitude)
                               : std::nullopt;
    if (!units) return std::nullopt;
    edges[count] = *units;
  }
  const Bounds bounds{.west = edges[0], .south = edges[1], .east = edges[2], .north = edges[3]};
  if (count < edges.size() || bounds.south > bounds.north) return std::nullopt;
  return bounds;
}

}  // namespace audmg::catalogue

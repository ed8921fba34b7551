// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace audmg::places {

/// Reads the table that tools/places_table.mjs packs of GeoNames' cities. All numbers are
/// little-endian:
///
///     "AUDMGPL1", then the numbers of bands, places, areas and bytes of text: 32 bits each
///     bands + 1 times the number of places before the band: 32 bits; band n begins n quarters of a
///     degree north of the South Pole, and the last one ends at the North Pole
///     places by band, then longitude: latitude and longitude in degrees times 100,000 (signed, 32
///     bits each), text (32 bits), area (16 bits), weight (8 bits), 1 for a section of a place or 0
///     (8 bits)
///     areas: text (32 bits), parent (16 bits, 0xFFFF for none), 16 bits that are 0
///     texts: the number of names (8 bits), then each in UTF-8 with its length before it (8 bits);
///     a text is referred to by its offset
///
/// The weight is ten times the binary logarithm of the number of people, who are at least 200.
/// A table that does not hold what it says yields fewer names; nothing outside of it is read.
class PlaceTable {
 public:
  struct Place {
    double latitude = 0;   ///< degrees
    double longitude = 0;  ///< degrees
    /// Binary logarithm of the number of people.
    double log2_population = 0;
    /// A quarter of a city, not a place by itself.
    bool is_section = false;
    std::uint32_t text = 0;
    std::uint16_t area = 0;
  };
  struct Area {
    std::uint32_t text = 0;
    /// The area that this one is a part of; kNoArea for a country.
    std::uint16_t parent = 0;
  };
  struct Nearby {
    Place place;
    double kilometres = 0;
  };

  static constexpr std::uint16_t kNoArea = 0xFFFF;

  /// `bytes` must outlive the table. Errors: corrupt.
  [[nodiscard]] static Result<PlaceTable> open(std::span<const std::byte> bytes);

  /// Returns the places within that distance, at most 100 km, in no particular order.
  /// Precondition: the latitude is from -90 to 90, the longitude from -180 to 180.
  [[nodiscard]] std::vector<Nearby> places_near(double latitude, double longitude,
                                                double kilometres) const;
  /// Returns the names of a text, the one to be shown first; of a country in English and then
  /// German. They live as long as the bytes.
  [[nodiscard]] std::vector<std::string_view> names(std::uint32_t text) const;
  /// Returns nothing for kNoArea.
  [[nodiscard]] std::optional<Area> area(std::uint16_t number) const;

 private:
  PlaceTable() = default;

  [[nodiscard]] Place place(std::size_t index) const;
  /// Returns the first place in [first, last) whose longitude is not less.
  [[nodiscard]] std::size_t first_from(std::size_t first, std::size_t last, double longitude) const;

  std::span<const std::byte> bands_;
  std::span<const std::byte> places_;
  std::span<const std::byte> areas_;
  std::span<const std::byte> texts_;
};

}  // namespace audmg::places

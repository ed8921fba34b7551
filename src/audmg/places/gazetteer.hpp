// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/places/place_table.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace audmg::places {

/// The most names of one FoundPlace.
inline constexpr std::size_t kMaxNames = 64;

/// The place at a pair of coordinates, in UTF-8.
struct FoundPlace {
  /// For people to read: "Zürich, Zurich, Switzerland". Town, region, country; two that are equal
  /// are named once.
  std::string name;
  /// For searching, all different: the town, its region, country and district, in the languages
  /// that are known; the same of other places that people may mean, such as the nearest village or
  /// the quarter.
  std::vector<std::string> names;
};

/// Finds places by their coordinates (docs/adr/0034-places-by-weighted-cities.md). Thread-safe; a
/// call takes microseconds.
class Gazetteer {
 public:
  /// `table` must outlive it. Errors: corrupt.
  [[nodiscard]] static Result<Gazetteer> open(std::span<const std::byte> table);

  /// Returns nothing if no town is near, or if the coordinates cannot be right.
  [[nodiscard]] std::optional<FoundPlace> find(double latitude, double longitude) const;

 private:
  explicit Gazetteer(const PlaceTable& table) : table_(table) {}

  PlaceTable table_;
};

}  // namespace audmg::places

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace audmg::catalogue {

/// A point of the earth in ten-millionths of a degree, about a centimetre: a number that rows keep
/// in 32 bits, and that text carries without loss.
struct Coordinates {
  static constexpr double kUnitsPerDegree = 1e7;

  std::int32_t latitude = 0;   ///< north is positive
  std::int32_t longitude = 0;  ///< east is positive

  /// Rounds. Returns nothing for degrees beyond +-90 and +-180.
  [[nodiscard]] static std::optional<Coordinates> of_degrees(double latitude,
                                                             double longitude) noexcept;
  [[nodiscard]] bool operator==(const Coordinates&) const = default;
};

[[nodiscard]] constexpr double to_degrees(std::int32_t units) noexcept {
  return units / Coordinates::kUnitsPerDegree;
}

/// The part of the earth between two meridians and two parallels, which belong to it. It crosses
/// the date line if `west` is greater than `east`.
struct Bounds {
  std::int32_t west = 0;
  std::int32_t south = 0;
  std::int32_t east = 0;
  std::int32_t north = 0;

  [[nodiscard]] bool contains(Coordinates point) const noexcept;
  [[nodiscard]] bool operator==(const Bounds&) const = default;
};

/// Reads "west,south,east,north" in degrees. Returns nothing for other text, for degrees that do
/// not exist and for a south that is north of the north.
[[nodiscard]] std::optional<Bounds> parse_bounds(std::string_view text) noexcept;

}  // namespace audmg::catalogue

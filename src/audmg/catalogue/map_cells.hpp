// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/catalogue/catalogue.hpp"
#include "audmg/catalogue/coordinates.hpp"
#include "audmg/catalogue/filter.hpp"
#include "audmg/catalogue/query.hpp"
#include "audmg/core/deadline.hpp"
#include "audmg/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace audmg::catalogue {

/// Files that a map shows as one, because they are near to each other.
struct MapCell {
  Coordinates middle{};  ///< the mean of theirs
  Bounds bounds{};       ///< the smallest that has them all
  std::size_t count = 0;
  FileId cover{};       ///< the latest one by its date
  std::string place{};  ///< of the cover, as people see it; may be ""
};

struct MapCells {
  /// The ones with the most files first.
  std::vector<MapCell> cells{};
  bool more = false;      ///< there are cells with fewer files
  std::size_t count = 0;  ///< files in all cells, also in those that are left out
  /// The smallest that has all these files; nothing if there are none. Never crosses the date line.
  std::optional<Bounds> bounds{};
};

/// As tile servers count: the world is 256 * 2^zoom pixels wide.
inline constexpr std::uint32_t kMaxMapZoom = 20;
/// Pixels of one side of a cell.
inline constexpr std::uint32_t kMapCellPixels = 64;

struct MapRequest {
  Query query{};
  Filter filter{};
  std::uint32_t zoom = 0;   ///< at most kMaxMapZoom
  std::size_t limit = 100;  ///< cells
};

/// Gathers the files that meet query and filter and have coordinates in the cells of a grid over
/// the map of the world in Web Mercator (EPSG:3857). The grid depends on the zoom alone, so cells
/// stay the same while a map is moved. Errors: deadline_exceeded (retryable).
[[nodiscard]] Result<MapCells> map_cells(const Catalogue& catalogue, const MapRequest& request,
                                         Deadline deadline = {});

}  // namespace audmg::catalogue

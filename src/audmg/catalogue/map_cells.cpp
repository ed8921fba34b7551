// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/map_cells.hpp"

#include "audmg/catalogue/hits.hpp"
#include "audmg/catalogue/row_filter.hpp"
#include "audmg/catalogue/table.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace audmg::catalogue {
namespace {

constexpr std::uint32_t kWorldPixels = 256;  // at zoom 0
/// The map of the world is a square, which ends there (arctan(sinh(pi))).
constexpr double kMostMapLatitude = 85.051128779806604;

/// Numbers cells from west to east and from north to south.
class MapGrid {
 public:
  explicit MapGrid(std::uint32_t zoom)
      : cells_(std::uint64_t{kWorldPixels / kMapCellPixels} << zoom) {}

  [[nodiscard]] std::uint64_t cell_of(Coordinates point) const {
    const double latitude =
        std::clamp(to_degrees(point.latitude), -kMostMapLatitude, kMostMapLatitude);
    const double angle = latitude * std::numbers::pi / 180;
    const double x = to_degrees(point.longitude) / 360 + 0.5;
    const double y = 0.5 - std::asinh(std::tan(angle)) / (2 * std::numbers::pi);
    return line(y) * cells_ + line(x);
  }

 private:
  [[nodiscard]] std::uint64_t line(double part) const {
    const double at = std::floor(part * static_cast<double>(cells_));
    return static_cast<std::uint64_t>(std::clamp(at, 0.0, static_cast<double>(cells_ - 1)));
  }

  std::uint64_t cells_;
};

/// The files of one cell so far.
struct GatheredFiles {
  std::size_t count = 0;
  std::int64_t latitudes = 0;
  std::int64_t longitudes = 0;
  Bounds bounds{};
  RowNumber cover = 0;
};

void widen(Bounds& bounds, const Bounds& other) {
  bounds.west = std::min(bounds.west, other.west);
  bounds.south = std::min(bounds.south, other.south);
  bounds.east = std::max(bounds.east, other.east);
  bounds.north = std::max(bounds.north, other.north);
}

bool is_later(const Row& row, const Row& other) {
  return std::tie(row.date, row.id) > std::tie(other.date, other.id);
}

void gather(GatheredFiles& files, const Table& table, RowNumber number, Coordinates point) {
  const Bounds here{.west = point.longitude,
                    .south = point.latitude,
                    .east = point.longitude,
                    .north = point.latitude};
  if (files.count == 0) {
    files.bounds = here;
    files.cover = number;
  }
  widen(files.bounds, here);
  ++files.count;
  files.latitudes += point.latitude;
  files.longitudes += point.longitude;
  if (is_later(table.row(number), table.row(files.cover))) files.cover = number;
}

MapCell cell_with(const GatheredFiles& files, const Table& table) {
  const auto count = static_cast<std::int64_t>(files.count);
  const auto place = table.first_term(files.cover, Field::place);
  return {.middle = {.latitude = static_cast<std::int32_t>(files.latitudes / count),
                     .longitude = static_cast<std::int32_t>(files.longitudes / count)},
          .bounds = files.bounds,
          .count = files.count,
          .cover = to_file_id(table.row(files.cover).id),
          .place = place ? std::string(table.terms().text(*place)) : std::string()};
}

}  // namespace

Result<MapCells> map_cells(const Catalogue& catalogue, const MapRequest& request,
                           Deadline deadline) {
  const Table& table = catalogue.table();
  const MapGrid grid(std::min(request.zoom, kMaxMapZoom));
  std::unordered_map<std::uint64_t, GatheredFiles> gathered;
  visit_hits(table, find_hits(catalogue, request.query, false, deadline),
             RowFilter(table, request.filter), deadline, [&](RowNumber number) {
               const auto point = table.row(number).coordinates();
               if (point) gather(gathered[grid.cell_of(*point)], table, number, *point);
             });
  AUDMG_CHECK(deadline.check());
  using Gathered = std::pair<std::uint64_t, GatheredFiles>;
  std::vector<Gathered> order(gathered.begin(), gathered.end());
  std::ranges::sort(order, [](const Gathered& a, const Gathered& b) {
    return a.second.count != b.second.count ? a.second.count > b.second.count : a.first < b.first;
  });
  MapCells map;
  for (const auto& [number, files] : order) {
    map.count += files.count;
    if (!map.bounds) map.bounds = files.bounds;
    widen(*map.bounds, files.bounds);
    if (map.cells.size() < request.limit) map.cells.push_back(cell_with(files, table));
  }
  map.more = order.size() > map.cells.size();
  return map;
}

}  // namespace audmg::catalogue

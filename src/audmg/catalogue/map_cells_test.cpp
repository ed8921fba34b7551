// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/map_cells.hpp"

#include "audmg/catalogue/listing.hpp"
#include "catalogue/generated_library.hpp"
#include "catalogue/sample_entries.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace audmg::catalogue {
namespace {

using testing::local_day;
using testing::numbered_id;
using testing::picture;

struct Shot {
  double latitude = 0;
  double longitude = 0;
  std::string place{};
};

Catalogue with(const std::vector<Shot>& shots) {
  Catalogue catalogue;
  for (std::size_t i = 0; i < shots.size(); ++i) {
    Entry entry = picture(i);
    entry.coordinates = Coordinates::of_degrees(shots[i].latitude, shots[i].longitude);
    entry.place = shots[i].place;
    EXPECT_TRUE(catalogue.put(entry));
  }
  return catalogue;
}

std::vector<std::size_t> counts(const MapCells& map) {
  std::vector<std::size_t> counts;
  for (const MapCell& cell : map.cells) counts.push_back(cell.count);
  return counts;
}
using Counts = std::vector<std::size_t>;

TEST(MapCells, ComeApartAsTheMapIsZoomed) {
  const Catalogue catalogue = with({{48.13743, 11.57549, "Munich"},
                                    {48.2, 11.6, "Munich"},
                                    {48.3705, 10.8978, "Augsburg"},
                                    {-33.8688, 151.2093, "Sydney"}});
  EXPECT_EQ(counts(map_cells(catalogue, {.zoom = 0}).value()), (Counts{3, 1}));
  EXPECT_EQ(counts(map_cells(catalogue, {.zoom = 8}).value()), (Counts{2, 1, 1}));
  EXPECT_EQ(counts(map_cells(catalogue, {.zoom = 14}).value()), (Counts{1, 1, 1, 1}));
}

TEST(MapCells, TellWhereTheirFilesAre) {
  Catalogue catalogue = with({{48.0, 11.0, "Munich"}, {48.2, 11.2, "Garching"}});
  Entry latest = picture(2);
  latest.coordinates = Coordinates::of_degrees(48.1, 11.4);
  latest.place = "Freising";
  latest.date = local_day(2021, 1, 1);
  ASSERT_TRUE(catalogue.put(latest));
  ASSERT_TRUE(catalogue.put(picture(3))) << "nowhere";
  const MapCells map = map_cells(catalogue, {.zoom = 2}).value();
  ASSERT_EQ(map.cells.size(), 1);
  const MapCell& cell = map.cells.front();
  EXPECT_EQ(cell.count, 3);
  EXPECT_EQ(cell.middle, Coordinates::of_degrees(48.1, 11.2));
  EXPECT_EQ(cell.bounds, parse_bounds("11,48,11.4,48.2"));
  EXPECT_EQ(cell.cover, numbered_id(2));
  EXPECT_EQ(cell.place, "Freising");
  EXPECT_EQ(map.count, 3);
  EXPECT_EQ(map.bounds, cell.bounds);
  EXPECT_FALSE(map.more);
}

TEST(MapCells, OfOneMomentTheLatestUploadIsTheCover) {
  const Catalogue catalogue = with({{1, 1}, {1, 1}, {1, 1}});
  EXPECT_EQ(map_cells(catalogue, {.zoom = 5})->cells.front().cover, numbered_id(2));
}

TEST(MapCells, AreThoseOfTheHits) {
  Catalogue catalogue =
      with({{48.1, 11.5, "Munich"}, {38.7, -9.1, "Lisbon"}, {38.8, -9.2, "Lisbon"}});
  ASSERT_TRUE(catalogue.remove(numbered_id(2)));
  EXPECT_EQ(map_cells(catalogue, {.query = parse_query("lisbon")})->count, 1);
  EXPECT_EQ(map_cells(catalogue, {.filter = {.places = {"Munich"}}})->count, 1);
  EXPECT_EQ(map_cells(catalogue, {.filter = {.bounds = parse_bounds("-10,38,12,49")}})->count, 2);
  const MapCells none = map_cells(catalogue, {.query = parse_query("sydney")}).value();
  EXPECT_EQ(none.count, 0);
  EXPECT_FALSE(none.bounds);
}

TEST(MapCells, TheFewestFilesAreLeftOut) {
  const Catalogue catalogue = with({{10, 10}, {50, 50}, {50, 50}, {-30, -30}});
  const MapCells map = map_cells(catalogue, {.zoom = 4, .limit = 2}).value();
  EXPECT_EQ(counts(map), (Counts{2, 1}));
  EXPECT_EQ(map.cells.back().middle, Coordinates::of_degrees(10, 10)) << "north before south";
  EXPECT_TRUE(map.more);
  EXPECT_EQ(map.count, 4);
  EXPECT_EQ(map.bounds, parse_bounds("-30,-30,50,50"));
}

TEST(MapCells, ReachTheEdgesOfTheWorld) {
  const Catalogue catalogue =
      with({{90, 180}, {90, -180}, {-90, 180}, {-90, -180}, {85.06, 179.9}, {0, 0}});
  for (const std::uint32_t zoom : {0U, 8U, kMaxMapZoom}) {
    EXPECT_EQ(map_cells(catalogue, {.zoom = zoom})->count, 6) << zoom;
  }
}

/// What a cell stands for is found by its bounds.
TEST(MapCells, OfALibraryAddUp) {
  Catalogue catalogue;
  for (std::size_t i = 0; i < 2000; ++i) {
    Entry entry = testing::generated_file(i).entry;
    if (i % 3 != 0) {
      entry.coordinates =
          Coordinates::of_degrees(static_cast<double>(i * 7919 % 1800) / 10 - 90,
                                  static_cast<double>(i * 104'729 % 3600) / 10 - 180);
    }
    ASSERT_TRUE(catalogue.put(entry));
  }
  const MapCells map = map_cells(catalogue, {.zoom = 1, .limit = 1000}).value();
  EXPECT_EQ(map.count, 1333);
  std::size_t sum = 0;
  for (const MapCell& cell : map.cells) {
    sum += cell.count;
    const ListRequest in_it{.filter = {.bounds = cell.bounds}, .sort = Sort::date, .limit = 2000};
    const Listing listing = list_files(catalogue, in_it).value();
    ASSERT_EQ(listing.files.size(), cell.count);
    EXPECT_EQ(listing.files.front().id, cell.cover);
  }
  EXPECT_EQ(sum, map.count);
  EXPECT_TRUE(std::ranges::is_sorted(map.cells, std::greater{}, &MapCell::count));
}

}  // namespace
}  // namespace audmg::catalogue

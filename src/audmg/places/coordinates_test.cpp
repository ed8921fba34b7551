// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/places/embedded.hpp"
#include "audmg/places/place_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::places {
namespace {

using testing::Contains;
using testing::IsSupersetOf;

/// A row of tests/places/coordinates.tsv.
struct Expected {
  double latitude = 0;
  double longitude = 0;
  std::string what;
  std::vector<std::string> right;
};

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, separator);) parts.push_back(part);
  return parts;
}

std::vector<Expected> read_expected() {
  std::ifstream file(AUDMG_SOURCE_DIR "/tests/places/coordinates.tsv");
  std::vector<Expected> all;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    const auto cells = split(line, '\t');
    all.push_back(
        {std::stod(cells.at(0)), std::stod(cells.at(1)), cells.at(3), split(cells.at(4), '|')});
  }
  return all;
}

bool is_right(const Expected& expected, std::string_view name) {
  return std::ranges::find(expected.right, name) != expected.right.end();
}

/// What a gazetteer would say that knew nothing but distances.
std::string nearest_name(const PlaceTable& table, const Expected& at) {
  const auto all = table.places_near(at.latitude, at.longitude, 25);
  const auto nearest = std::ranges::min_element(all, {}, &PlaceTable::Nearby::kilometres);
  return nearest == all.end() ? "" : std::string(table.names(nearest->place.text).at(0));
}

TEST(Coordinates, AreNamedAsPeopleExpect) {
  const auto all = read_expected();
  ASSERT_EQ(all.size(), 60U);
  const PlaceTable table = *PlaceTable::open(embedded_table());
  double shown = 0;
  double searchable = 0;
  double nearest = 0;
  for (const Expected& at : all) {
    const auto place = embedded_gazetteer().find(at.latitude, at.longitude);
    ASSERT_TRUE(place) << at.what;
    const std::string town = place->name.substr(0, place->name.find(", "));
    const bool is_searchable = std::ranges::any_of(
        place->names, [&](const std::string& name) { return is_right(at, name); });
    shown += is_right(at, town) ? 1 : 0;
    searchable += is_searchable ? 1 : 0;
    nearest += is_right(at, nearest_name(table, at)) ? 1 : 0;
    if (is_right(at, town) && is_searchable) continue;
    std::printf("%s: \"%s\" instead of \"%s\"%s\n", at.what.c_str(), place->name.c_str(),
                at.right[0].c_str(), is_searchable ? "" : ", which is not found");
  }
  const auto count = static_cast<double>(all.size());
  std::printf("shown rightly: %.1f %%; rightly by the nearest place: %.1f %%; found: %.1f %%\n",
              100 * shown / count, 100 * nearest / count, 100 * searchable / count);
  EXPECT_GE(shown / count, 0.75);
  EXPECT_GE(searchable / count, 0.95);
  EXPECT_GE(shown / nearest, 1.3);
}

TEST(Coordinates, HaveNamesInManyLanguages) {
  EXPECT_THAT(embedded_gazetteer().find(35.65858, 139.74543)->names,
              IsSupersetOf({"Tokyo", "Tokió", "東京", "도쿄", "Токио", "Japan"}));
  EXPECT_THAT(embedded_gazetteer().find(48.13743, 11.57549)->names,
              IsSupersetOf({"Munich", "München", "Bavaria", "Germany", "Deutschland"}));
  EXPECT_EQ(embedded_gazetteer().find(47.3769, 8.5417)->name, "Zürich, Zurich, Switzerland");
  EXPECT_THAT(embedded_gazetteer().find(55.6761, 12.5683)->names, Contains("Köbenhavn"));
  EXPECT_EQ(embedded_gazetteer().find(22.2940, 114.1690)->name.find("SAR"), std::string::npos);
  EXPECT_FALSE(embedded_gazetteer().find(0, -30)) << "in the Atlantic Ocean";
}

TEST(Coordinates, AreNamedInMicroseconds) {
  const auto begin = std::chrono::steady_clock::now();
  constexpr int kCalls = 400;
  std::size_t names = 0;
  for (int i = 0; i < kCalls; ++i) {
    // The densest region of the table.
    const auto place = embedded_gazetteer().find(50.5 + 0.005 * i, 6.5);
    names += place ? place->names.size() : 0;
  }
  const std::chrono::duration<double, std::micro> each =
      (std::chrono::steady_clock::now() - begin) / kCalls;
  std::printf("%.0f microseconds a call, %.1f names\n", each.count(),
              static_cast<double>(names) / kCalls);
  EXPECT_LT(each.count(), 20'000) << "without optimisation, on a busy machine";
}

}  // namespace
}  // namespace audmg::places

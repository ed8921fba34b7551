// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/places/place_table.hpp"

#include "audmg/places/gazetteer.hpp"
#include "testbeds/place_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace audmg::places {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

std::vector<std::string> names_near(const std::string& table, double latitude, double longitude,
                                    double kilometres) {
  const auto opened = PlaceTable::open(std::as_bytes(std::span(table)));
  EXPECT_TRUE(opened);
  std::vector<std::string> names;
  for (const auto& nearby : opened->places_near(latitude, longitude, kilometres)) {
    names.emplace_back(opened->names(nearby.place.text).at(0));
  }
  return names;
}

FoundPlace found(const std::string& table, double latitude, double longitude) {
  const auto gazetteer = Gazetteer::open(std::as_bytes(std::span(table)));
  EXPECT_TRUE(gazetteer);
  return gazetteer->find(latitude, longitude).value_or(FoundPlace{});
}

TEST(PlaceTable, FindsWhatIsNear) {
  const std::string table = sample_table();
  EXPECT_THAT(names_near(table, 41.2, -8.6, 10), ElementsAre("Porto"));
  EXPECT_THAT(names_near(table, 41.2, -8.6, 1), IsEmpty());
  const auto opened = *PlaceTable::open(std::as_bytes(std::span(table)));
  const auto nearby = opened.places_near(42.15, -8.61, 115).at(0);
  EXPECT_NEAR(nearby.kilometres, 111.2, 0.1);
  EXPECT_EQ(nearby.place.latitude, 41.15);
  EXPECT_EQ(nearby.place.longitude, -8.61);
  EXPECT_NEAR(std::exp2(nearby.place.log2_population), 250'000, 10'000);
}

TEST(PlaceTable, FindsAcrossTheDateLineAndThePoles) {
  TableMaker maker;
  maker.add({-90, 10, {"South"}});
  maker.add({-16.8, -179.98, {"West"}});
  maker.add({-16.8, 179.98, {"East"}});
  maker.add({89.99, -90, {"North"}});
  const std::string table = maker.table();
  EXPECT_THAT(names_near(table, -16.8, 179.99, 25), UnorderedElementsAre("West", "East"));
  EXPECT_THAT(names_near(table, -16.8, -180, 25), UnorderedElementsAre("West", "East"));
  EXPECT_THAT(names_near(table, -16.8, 180, 25), UnorderedElementsAre("West", "East"));
  EXPECT_THAT(names_near(table, 90, 170, 25), ElementsAre("North"));
  EXPECT_THAT(names_near(table, -90, -170, 25), ElementsAre("South"));
}

TEST(PlaceTable, RefusesWhatIsNone) {
  const std::string table = sample_table();
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{7}, std::size_t{23}, table.size() - 1}) {
    const std::string part = table.substr(0, size);
    EXPECT_FALSE(PlaceTable::open(std::as_bytes(std::span(part)))) << size;
  }
  std::string other = table;
  other[0] = 'B';
  EXPECT_FALSE(PlaceTable::open(std::as_bytes(std::span(other))));
  const std::string longer = table + '\0';
  EXPECT_FALSE(PlaceTable::open(std::as_bytes(std::span(longer))));
}

// Under AddressSanitizer this shows that nothing outside is read.
TEST(PlaceTable, ReadsNothingOutsideWhateverItHolds) {
  const std::string table = sample_table();
  for (std::size_t at = 24; at < table.size(); ++at) {
    std::string damaged = table;
    damaged[at] = '\xff';
    const auto gazetteer = Gazetteer::open(std::as_bytes(std::span(damaged)));
    ASSERT_TRUE(gazetteer);
    for (const double latitude : {-90.0, 41.15, 62.01, 90.0}) {
      const auto place = gazetteer->find(latitude, -8.61);
      EXPECT_LE(place.value_or(FoundPlace{}).names.size(), kMaxNames);
    }
  }
}

TEST(Gazetteer, NamesTownRegionAndCountry) {
  const std::string table = sample_table();
  EXPECT_EQ(found(table, 41.16, -8.62).name, "Porto, Norte, Portugal");
  EXPECT_THAT(found(table, 41.16, -8.62).names,
              ElementsAre("Porto", "Portugal", "Norte", "Oporto"));
  EXPECT_EQ(found(table, 62.01, -6.77).name, "Torshavn, Faroe Islands");
  EXPECT_THAT(found(table, 62.01, -6.77).names, Contains("Färöer"));
}

TEST(Gazetteer, NamesAStateOfOneCityOnce) {
  TableMaker maker;
  const auto country = maker.add_area({"Singapore", "Singapur"});
  maker.add({1.29, 103.85, {"Singapore"}, maker.add_area({"Singapore"}, country)});
  EXPECT_EQ(found(maker.table(), 1.29, 103.85).name, "Singapore");
}

TEST(Gazetteer, PrefersTheCityAndKeepsItsQuartersAndVillagesForSearching) {
  TableMaker maker;
  const auto country = maker.add_area({"Country"});
  maker.add({50.005, 8, {"Suburb"}, country, 9000});
  maker.add({50.01, 8, {"Village"}, country, 500});
  maker.add({50.011, 8, {"Quarter"}, country, 200'000, true});
  maker.add({50.03, 8, {"City"}, country, 1'000'000});
  const FoundPlace place = found(maker.table(), 50.0112, 8);
  EXPECT_EQ(place.name, "City, Country");
  EXPECT_THAT(place.names, UnorderedElementsAre("City", "Quarter", "Village", "Suburb", "Country"));
  EXPECT_EQ(found(maker.table(), 49.9, 8).name, "City, Country");
  EXPECT_THAT(found(maker.table(), 50.005, 8).names, Not(Contains("Quarter")));
}

TEST(Gazetteer, KnowsNothingFarAwayNorAtImpossibleCoordinates) {
  const std::string table = sample_table();
  EXPECT_EQ(found(table, 41.15, -8.3).name, "");
  EXPECT_EQ(found(table, 91, 0).name, "");
  EXPECT_EQ(found(table, 0, -181).name, "");
  EXPECT_EQ(found(table, std::numeric_limits<double>::quiet_NaN(), 0).name, "");
}

TEST(Gazetteer, BoundsTheNames) {
  std::vector<std::string> texts;
  for (int i = 0; i < 200; ++i) texts.push_back("name " + std::to_string(i));
  TableMaker maker;
  maker.add({1, 1, {texts.begin(), texts.end()}, maker.add_area({"Country"})});
  const FoundPlace place = found(maker.table(), 1, 1);
  EXPECT_EQ(place.names.size(), kMaxNames);
  EXPECT_THAT(place.names, Contains("Country"));
}

}  // namespace
}  // namespace audmg::places

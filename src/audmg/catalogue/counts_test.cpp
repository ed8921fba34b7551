// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/facets.hpp"
#include "audmg/catalogue/months.hpp"
#include "audmg/catalogue/similar.hpp"
#include "catalogue/sample_entries.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace audmg::catalogue {
namespace {

using testing::local_day;
using testing::numbered_id;
using testing::picture;
using testing::song;

std::vector<std::string> lines(const std::vector<Facet>& facets) {
  std::vector<std::string> lines;
  for (const Facet& facet : facets) lines.push_back(fmt::format("{} {}", facet.value, facet.count));
  return lines;
}
using Lines = std::vector<std::string>;

TEST(Months, HaveCountsAndPositions) {
  Catalogue catalogue;
  for (std::size_t i = 0; i < 30; ++i) {
    Entry entry = picture(i);
    // Some at the very beginning of a month.
    entry.date = local_day(2019 + static_cast<int>(i % 2), 1 + static_cast<int>(i % 3), 1) +
                 std::chrono::hours(i % 5);
    ASSERT_TRUE(catalogue.put(entry));
  }
  for (const Direction direction : {Direction::descending, Direction::ascending}) {
    const auto months = list_months(catalogue, {}, {}, direction).value();
    ASSERT_EQ(months.size(), 6);
    EXPECT_EQ(months.front().month.year() == std::chrono::year(2020),
              direction == Direction::descending);
    for (const Month& month : months) {
      const auto page = list_files(catalogue, {.sort = Sort::date,
                                               .direction = direction,
                                               .after = month.position,
                                               .limit = month.count});
      ASSERT_TRUE(page);
      ASSERT_EQ(page->files.size(), month.count);
      for (const Listed& file : page->files) {
        const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(file.date));
        EXPECT_EQ(day.year() / day.month(), month.month);
      }
    }
  }
}

TEST(Months, AreThoseOfTheHits) {
  Catalogue catalogue;
  ASSERT_TRUE(catalogue.put(picture(1, "beach")));
  Entry entry = picture(2, "forest");
  entry.date = local_day(1905, 12, 31);
  entry.favorite = true;
  ASSERT_TRUE(catalogue.put(entry));
  const auto down = Direction::descending;
  EXPECT_EQ(list_months(catalogue, {}, {}, down)->size(), 2);
  EXPECT_EQ(list_months(catalogue, parse_query("beach"), {}, down)->size(), 1);
  EXPECT_EQ(list_months(catalogue, {}, {.favorite = true}, down)->front().month,
            std::chrono::year(1905) / 12);
  EXPECT_TRUE(list_months(catalogue, parse_query("sea"), {}, down)->empty());
}

TEST(Facets, CountValues) {
  Catalogue catalogue;
  for (std::size_t i = 0; i < 5; ++i) {
    Entry entry = picture(i);
    entry.camera = i < 3 ? "Canon" : "Nikon";
    entry.place = i == 0 ? "ZÜRICH" : "Zürich";
    entry.place_names = {"Schweiz"};
    entry.keywords = {"beach", "Beach", i % 2 == 0 ? "sun" : "rain"};
    ASSERT_TRUE(catalogue.put(entry));
  }
  Entry music = song(9, "Björk", "Début", 1);
  music.genres = {"Pop"};
  music.year = 1993;
  ASSERT_TRUE(catalogue.put(music));
  ASSERT_TRUE(catalogue.remove(numbered_id(2)));
  const Facets facets = count_facets(catalogue, {}, {}, 10).value();
  EXPECT_EQ(lines(facets.cameras), (Lines{"Canon 2", "Nikon 2"}));
  EXPECT_EQ(lines(facets.places), Lines{"Zürich 4"}) << "spellings together, as shown";
  EXPECT_EQ(lines(facets.keywords), (Lines{"beach 4", "rain 2", "sun 2"}));
  EXPECT_EQ(lines(facets.years), (Lines{"2020 4", "1993 1"}));
  EXPECT_EQ(lines(facets.artists), Lines{"Björk 1"});
  EXPECT_EQ(lines(facets.genres), Lines{"Pop 1"});
  EXPECT_EQ(lines(count_facets(catalogue, {}, {}, 1)->keywords), Lines{"beach 4"});
  EXPECT_EQ(lines(count_facets(catalogue, parse_query("rain"), {}, 9)->cameras),
            (Lines{"Canon 1", "Nikon 1"}));
  EXPECT_EQ(lines(count_facets(catalogue, {}, {.cameras = {"nikon"}}, 9)->keywords),
            (Lines{"beach 2", "rain 1", "sun 1"}));
}

SimilarGroups similar_pictures(const Catalogue& catalogue) {
  SimilarSearch search(catalogue);
  EXPECT_TRUE(search.advance());
  return std::move(search).take_groups();
}

class SimilarPictures : public ::testing::Test {
 protected:
  void put(std::size_t number, std::uint64_t hash, std::uint32_t aspect = 1500) {
    Entry entry = picture(number);
    entry.difference_hash = hash;
    entry.aspect = aspect;
    ASSERT_TRUE(catalogue_.put(entry));
  }
  [[nodiscard]] std::vector<std::vector<std::size_t>> groups() const {
    std::vector<std::vector<std::size_t>> groups;
    for (const auto& ids : similar_pictures(catalogue_)) {
      auto& group = groups.emplace_back();
      for (const FileId& id : ids) {
        for (std::size_t number = 0; number < 100; ++number) {
          if (id == numbered_id(number)) group.push_back(number);
        }
      }
    }
    return groups;
  }

  static constexpr std::uint64_t kHash = 0x0f0f33cc55aa00ff;
  Catalogue catalogue_;
};
using Groups = std::vector<std::vector<std::size_t>>;

TEST_F(SimilarPictures, DifferInFiveBits) {
  put(1, kHash);
  put(2, kHash ^ 0x8000000100400801);  // five bits
  put(3, ~kHash);
  put(4, ~kHash ^ 0x8000000100400811);  // six bits
  put(5, 0x123456789abcdef0);
  put(6, 0x123456789abcdef0);
  EXPECT_EQ(groups(), (Groups{{6, 5}, {2, 1}}));
}

TEST_F(SimilarPictures, HaveTheSameShape) {
  put(1, kHash, 1000);
  put(2, kHash, 1020);
  put(3, kHash, 1100);
  put(4, kHash ^ 1, 1105);
  EXPECT_EQ(groups(), (Groups{{4, 3}, {2, 1}}));
}

TEST_F(SimilarPictures, AreNotOfOneColor) {
  for (std::size_t number = 0; number < 4; ++number) put(number, number < 2 ? 0x3 : ~0x3ULL);
  EXPECT_EQ(groups(), Groups{});
}

TEST_F(SimilarPictures, OfAllPairsAreFound) {
  // Every pair of bits that differ, spread over the parts in many ways.
  std::uint64_t state = 1;
  for (std::size_t round = 0; round < 300; ++round) {
    Catalogue catalogue;
    std::uint64_t hash = kHash;
    for (int bit = 0; bit < 5; ++bit) {
      state = state * 6364136223846793005 + 1442695040888963407;
      hash ^= std::uint64_t{1} << (state >> 58U);
    }
    for (const std::uint64_t value : {kHash, hash}) {
      Entry entry = picture(value == kHash ? 1 : 2);
      entry.difference_hash = value;
      entry.aspect = 1;
      ASSERT_TRUE(catalogue.put(entry));
    }
    ASSERT_EQ(similar_pictures(catalogue).size(), hash == kHash ? 0 : 1) << round;
  }
}

}  // namespace
}  // namespace audmg::catalogue

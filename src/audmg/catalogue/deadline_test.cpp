// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/deadline.hpp"

#include "audmg/catalogue/facets.hpp"
#include "audmg/catalogue/listing.hpp"
#include "audmg/catalogue/map_cells.hpp"
#include "audmg/catalogue/months.hpp"
#include "audmg/catalogue/music.hpp"
#include "audmg/catalogue/similar.hpp"
#include "catalogue/sample_entries.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <utility>

namespace audmg::catalogue {
namespace {

using std::chrono::steady_clock;
using testing::numbered_id;
using testing::picture;
using testing::song;

Catalogue some_files() {
  Catalogue catalogue;
  for (std::size_t i = 0; i < 20; ++i) {
    EXPECT_TRUE(catalogue.put(i % 2 == 0 ? picture(i, "beach") : song(i, "Björk", "Début", 1)));
  }
  return catalogue;
}

template <class T>
bool is_cut(const Result<T>& result) {
  return !result && result.error().code == ErrorCode::deadline_exceeded && result.error().retryable;
}

TEST(CatalogueDeadline, EndsEveryLoopWithAnError) {
  const Catalogue catalogue = some_files();
  const Deadline over(steady_clock::now());
  const Query beach = parse_query("beach");
  EXPECT_TRUE(is_cut(list_files(catalogue, {.query = beach}, over)));
  EXPECT_TRUE(is_cut(list_files(catalogue, {.sort = Sort::relevance}, over)));
  EXPECT_TRUE(is_cut(list_months(catalogue, {}, {}, Direction::descending, over)));
  EXPECT_TRUE(is_cut(list_months(catalogue, beach, {}, Direction::descending, over)));
  EXPECT_TRUE(is_cut(count_facets(catalogue, {}, {}, 10, over)));
  EXPECT_TRUE(is_cut(count_facets(catalogue, beach, {.favorite = true}, 10, over)));
  EXPECT_TRUE(is_cut(map_cells(catalogue, {}, over)));
  EXPECT_TRUE(is_cut(list_artists(catalogue, over)));
  EXPECT_TRUE(is_cut(list_genres(catalogue, over)));
  EXPECT_TRUE(is_cut(list_albums(catalogue, {}, over)));
  EXPECT_TRUE(is_cut(find_album(catalogue, list_albums(catalogue, {})->front().id, over)));
}

TEST(CatalogueDeadline, LeavesAnswersInTimeAsTheyAre) {
  const Catalogue catalogue = some_files();
  const Deadline later(steady_clock::now() + std::chrono::hours(1));
  EXPECT_EQ(list_files(catalogue, {.query = parse_query("beach")}, later)->files.size(), 10);
  EXPECT_EQ(list_artists(catalogue, later)->size(), 1);
}

/// Pictures that have 36 bits of their hashes in common, so that each of 6 ways to compare them
/// puts all into one bucket; every tenth of them has a neighbor that differs in one bit.
Catalogue crowd(std::size_t pictures) {
  Catalogue catalogue;
  std::mt19937_64 random(7);
  std::uint64_t hash = 0;
  for (std::size_t i = 0; i < pictures; ++i) {
    hash = i % 10 == 1 ? hash ^ 1U : (random() << 36U) | 0x0f0f33cc5;
    Entry entry = picture(i);
    entry.difference_hash = hash;
    entry.aspect = 1500;
    EXPECT_TRUE(catalogue.put(entry));
  }
  return catalogue;
}

TEST(SimilarSearch, FindsNeighborsInACrowdWithoutComparingAll) {
  constexpr std::size_t kPictures = 3000;
  static_assert(kPictures > 10 * SimilarSearch::kMostCompared);
  SimilarSearch search(crowd(kPictures));
  ASSERT_TRUE(search.advance());
  const SimilarGroups groups = std::move(search).take_groups();
  std::map<std::string, std::size_t> group_of;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    for (const FileId& id : groups[i]) group_of[id.text()] = i;
  }
  for (std::size_t number = 0; number < kPictures; number += 10) {
    const auto first = group_of.find(numbered_id(number).text());
    const auto second = group_of.find(numbered_id(number + 1).text());
    ASSERT_TRUE(first != group_of.end() && second != group_of.end()) << number;
    EXPECT_EQ(first->second, second->second) << number;
  }
}

TEST(SimilarSearch, ContinuesAfterACut) {
  const Catalogue catalogue = crowd(1000);
  SimilarSearch in_one_go(catalogue);
  ASSERT_TRUE(in_one_go.advance());
  SimilarSearch cut(catalogue);
  EXPECT_TRUE(is_cut(cut.advance(Deadline(steady_clock::now()))));
  int cuts = 0;
  for (auto patience = std::chrono::milliseconds(1);; patience *= 2, ++cuts) {
    ASSERT_LT(cuts, 20);
    if (cut.advance(Deadline(steady_clock::now() + patience))) break;
  }
  EXPECT_EQ(std::move(cut).take_groups(), std::move(in_one_go).take_groups());
}

}  // namespace
}  // namespace audmg::catalogue

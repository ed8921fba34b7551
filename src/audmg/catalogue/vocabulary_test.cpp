// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/vocabulary.hpp"

#include "catalogue/sample_entries.hpp"

#include <gtest/gtest.h>

#include <optional>

namespace audmg::catalogue {
namespace {

TEST(Typos, AreLettersTooManyMissingOrOthers) {
  EXPECT_EQ(typos_between(U"zurich", U"zurich", 2), 0);
  EXPECT_EQ(typos_between(U"zurich", U"zurihc", 2), 1) << "changed places";
  EXPECT_EQ(typos_between(U"zurich", U"zrich", 2), 1);
  EXPECT_EQ(typos_between(U"zurich", U"zuurich", 2), 1);
  EXPECT_EQ(typos_between(U"zurich", U"zurick", 2), 1);
  EXPECT_EQ(typos_between(U"zurich", U"zrihc", 2), 2);
  EXPECT_EQ(typos_between(U"zurich", U"zrihc", 1), std::nullopt);
  EXPECT_EQ(typos_between(U"москва", U"моксва", 1), 1) << "of letters, not bytes";
  EXPECT_EQ(typos_between(U"", U"", 1), 0);
  EXPECT_EQ(typos_between(std::u32string(33, U'a'), std::u32string(33, U'a'), 1), std::nullopt);
}

class VocabularyOfATable : public ::testing::Test {
 protected:
  void put(std::size_t number, std::string name) {
    const auto row = table_.put(testing::picture(number, std::move(name)));
    ASSERT_TRUE(row);
    vocabulary_.added(table_, *row);
  }
  void remove(std::size_t number) {
    const auto row = table_.remove(testing::numbered_id(number));
    ASSERT_TRUE(row);
    vocabulary_.removed(table_, *row);
  }
  std::string nearest(std::string_view word) {
    return vocabulary_.nearest(table_, word).value_or("nothing");
  }

  Table table_;
  Vocabulary vocabulary_;
};

TEST_F(VocabularyOfATable, ChoosesTheNearestThenTheMostFrequent) {
  put(1, "garden harbour");
  put(2, "warden harden");
  put(3, "garten garten");
  EXPECT_EQ(nearest("gardn"), "garden");
  EXPECT_EQ(nearest("garden"), "garden") << "a word that is there is its own neighbour";
  EXPECT_EQ(nearest("gareen"), "garten") << "twice in the names";
  EXPECT_EQ(nearest("harbuor"), "harbour");
  EXPECT_EQ(nearest("barden"), "nothing") << "the first letter is right";
}

TEST_F(VocabularyOfATable, KeepsUpWithChanges) {
  put(1, "sunset");
  EXPECT_EQ(nearest("sunest"), "sunset");
  put(2, "lantern");
  EXPECT_EQ(nearest("lantren"), "lantern");
  remove(1);
  EXPECT_EQ(nearest("sunest"), "nothing");
}

TEST_F(VocabularyOfATable, LeavesOutNumbersAndShortWords) {
  put(1, "IMG_2034 ab d750");
  EXPECT_EQ(nearest("2035"), "nothing");
  EXPECT_EQ(nearest("aba"), "nothing");
  EXPECT_EQ(nearest("ab"), "nothing");
  EXPECT_EQ(nearest("imh"), "img");
  EXPECT_EQ(nearest("d751"), "nothing");
  EXPECT_EQ(nearest("i mg"), "nothing");
}

}  // namespace
}  // namespace audmg::catalogue

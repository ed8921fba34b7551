// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/text_scan.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace audmg::catalogue {
namespace {

TEST(TextScan, FindsWhatAPlainSearchFinds) {
  std::mt19937 random(1);
  for (int round = 0; round < 2000; ++round) {
    std::string text(random() % 200, 'a');
    for (char& c : text) c = static_cast<char>('a' + random() % 3);
    std::string needle(1 + random() % 5, 'a');
    for (char& c : needle) c = static_cast<char>('a' + random() % 3);
    for (std::size_t from = 0; from <= text.size(); ++from) {
      ASSERT_EQ(find_text(text, needle, from), text.find(needle, from))
          << text << ' ' << needle << ' ' << from;
    }
  }
}

TEST(TextScan, GradesByTheEndsOfWords) {
  const std::string_view text = "one\x1ftwo three";
  EXPECT_EQ(grade_of(text, 0, 3), Grade::whole_word);
  EXPECT_EQ(grade_of(text, 4, 3), Grade::whole_word);
  EXPECT_EQ(grade_of(text, 8, 5), Grade::whole_word);
  EXPECT_EQ(grade_of(text, 8, 2), Grade::beginning);
  EXPECT_EQ(grade_of(text, 9, 4), Grade::inside);
}

TEST(TextScan, LetsWordsOfSomeScriptsBeginAnywhere) {
  const std::string_view text = "東京都 new";
  EXPECT_TRUE(is_whole(text, 3, 3));
  EXPECT_TRUE(is_whole(text, 0, 9));
  EXPECT_TRUE(is_whole(text, 10, 3));
  EXPECT_FALSE(is_whole(text, 10, 2));
  EXPECT_FALSE(is_whole(text, 11, 2));
}

}  // namespace
}  // namespace audmg::catalogue

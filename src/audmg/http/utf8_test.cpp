// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/http/utf8.hpp"

#include <gtest/gtest.h>

namespace audmg::http {
namespace {

TEST(Utf8, CountsCodePoints) {
  EXPECT_EQ(count_code_points(""), 0U);
  EXPECT_EQ(count_code_points(std::string_view("a\0b", 3)), 3U);
  EXPECT_EQ(count_code_points("\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80"), 3U);
  EXPECT_EQ(count_code_points("\xf4\x8f\xbf\xbf"), 1U);
}

TEST(Utf8, RefusesWhatIsNotWellFormed) {
  for (const char* text :
       {"\x80", "\xc0\x80", "\xc1\xbf", "\xc3", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xe2\x82",
        "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "ok\xfe"}) {
    EXPECT_EQ(count_code_points(text), std::nullopt) << text;
  }
}

TEST(Utf8, MeasuresTheLongestInvalidPiece) {
  EXPECT_EQ(first_utf8_sequence("\xf0\x9f\x98z").length, 3U);
  EXPECT_EQ(first_utf8_sequence("\xe0\x80\x80").length, 1U);
  EXPECT_EQ(first_utf8_sequence("\xed\xa0\x80").length, 1U);
}

}  // namespace
}  // namespace audmg::http

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/utf8.hpp"

#include <gtest/gtest.h>

namespace audmg {
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

TEST(Utf8, MakesAnyTextValidAndBounded) {
  EXPECT_EQ(to_valid_utf8("gr\xc3\xbc\xc3\x9f", 100), "gr\xc3\xbc\xc3\x9f");
  EXPECT_EQ(to_valid_utf8("a\xff\xe2\x82z", 100), "a\xef\xbf\xbd\xef\xbf\xbdz");
  EXPECT_EQ(to_valid_utf8("a\xe2\x82\xac", 3), "a");
  EXPECT_EQ(to_valid_utf8("a\xe2\x82\xac", 4), "a\xe2\x82\xac");
  EXPECT_EQ(to_valid_utf8("\xff\xff", 3), "\xef\xbf\xbd");
}

TEST(Utf8, MeasuresTheLongestInvalidPiece) {
  EXPECT_EQ(first_utf8_sequence("\xf0\x9f\x98z").length, 3U);
  EXPECT_EQ(first_utf8_sequence("\xe0\x80\x80").length, 1U);
  EXPECT_EQ(first_utf8_sequence("\xed\xa0\x80").length, 1U);
}

TEST(Utf8, AppendsEveryCodePointAsOneSequence) {
  for (std::uint32_t code_point = 0; code_point <= 0x10ffff; ++code_point) {
    if (code_point >= 0xd800 && code_point < 0xe000) continue;
    std::string text = "a";
    append_utf8(text, code_point);
    const Utf8Sequence sequence = first_utf8_sequence(text.substr(1));
    ASSERT_TRUE(sequence.valid && sequence.length == text.size() - 1) << code_point;
  }
  std::string text;
  for (const std::uint32_t code_point : {0x41U, 0xe9U, 0x20acU, 0x1f600U}) {
    append_utf8(text, code_point);
  }
  EXPECT_EQ(text, "A\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
}

TEST(Utf8, PrefixesEndBetweenCodePoints) {
  constexpr std::string_view kText = "a\xe2\x82\xac\xc3\xa9";
  EXPECT_EQ(utf8_prefix(kText, 0), "");
  EXPECT_EQ(utf8_prefix(kText, 1), "a");
  EXPECT_EQ(utf8_prefix(kText, 3), "a");
  EXPECT_EQ(utf8_prefix(kText, 4), "a\xe2\x82\xac");
  EXPECT_EQ(utf8_prefix(kText, 5), "a\xe2\x82\xac");
  EXPECT_EQ(utf8_prefix(kText, 6), kText);
  EXPECT_EQ(utf8_prefix(kText, 100), kText);
  EXPECT_EQ(utf8_prefix("\x80\x80", 1), "");
}

}  // namespace
}  // namespace audmg

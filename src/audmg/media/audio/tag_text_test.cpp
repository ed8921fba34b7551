// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/audio/tag_text.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace audmg::media {
namespace {

TEST(CleanTagText, IsCleanAndShort) {
  EXPECT_EQ(clean_tag_text("  a\r\n\tb\x7f ", 512), "a   b");
  EXPECT_EQ(clean_tag_text("日本", 5), "日");
  EXPECT_EQ(clean_tag_text("   日本", 3), "日");
  EXPECT_EQ(clean_tag_text("\xff\xfe\x80", 512), "ÿþ€");
  EXPECT_EQ(clean_tag_text(std::string(100'000, 'x'), 512), std::string(512, 'x'));
  EXPECT_EQ(clean_tag_text("", 512), "");
}

TEST(CleanTagText, LinesStayLines) {
  EXPECT_EQ(clean_tag_lines("\n one\r\ntwo\rthree\n\x01 four \n", 512), "one\ntwo\nthree\n  four");
  EXPECT_EQ(clean_tag_lines("ab\ncd", 3), "ab");
}

TEST(YearOf, ReadsAnyNotation) {
  for (const char* const date :
       {"2004", "2004-05-06", "2004-05-06T07:08:09Z", "20040506", "200405", "06/05/2004",
        "06.05.2004", "06052004", "6 May 2004", "May 6, 2004", "ca. 2004", "2004/05/06", "(2004)",
        "0000-00-00 2004", "c2004", "20040506070809"}) {
    EXPECT_EQ(year_of(date), 2004U) << date;
  }
  EXPECT_EQ(year_of("12 May 1999"), 1999U);
  for (const char* const date : {"", "0", "0000", "04", "5/6/04", "unknown", "123", "9999"}) {
    EXPECT_EQ(year_of(date), std::nullopt) << date;
  }
}

TEST(ReadNumberOfTotal, ReadsAnyNotation) {
  const auto read = [](std::string_view text) {
    const NumberOfTotal both = read_number_of_total(text);
    return std::pair(both.number.value_or(0), both.total.value_or(0));
  };
  EXPECT_EQ(read("3"), std::pair(3U, 0U));
  EXPECT_EQ(read("03/12"), std::pair(3U, 12U));
  EXPECT_EQ(read(" 3 / 12 "), std::pair(3U, 12U));
  EXPECT_EQ(read("3 Of 12"), std::pair(3U, 12U));
  EXPECT_EQ(read("A3"), std::pair(3U, 0U));
  EXPECT_EQ(read("/12"), std::pair(0U, 12U));
  EXPECT_EQ(read("0/0"), std::pair(0U, 0U));
  EXPECT_EQ(read("99999999999"), std::pair(0U, 0U));
  EXPECT_EQ(read("side one"), std::pair(0U, 0U));
}

TEST(SplitNames, SeparatesAndCleans) {
  using List = std::vector<std::string>;
  EXPECT_EQ(split_names({"Alfa", "Beta & Co", "Alfa", " "}), (List{"Alfa", "Beta & Co"}));
  EXPECT_EQ(split_names({"Alfa; Beta;", ";Gamma"}), (List{"Alfa", "Beta", "Gamma"}));
  EXPECT_EQ(split_names({"AC/DC"}), (List{"AC/DC"}));
  std::string many;
  for (int i = 0; i < 100; ++i) many += std::to_string(i) + ";";
  EXPECT_EQ(split_names({many}).size(), 32U);
}

TEST(RecordingTime, IsRfc3339) {
  EXPECT_EQ(recording_time("2021-06-12T14:03:07+0200"), "2021-06-12T14:03:07+02:00");
  EXPECT_EQ(recording_time("2021-06-12T14:03:07.000000Z"), "2021-06-12T14:03:07Z");
  EXPECT_EQ(recording_time("2021-06-12T14:03:07.250Z"), "2021-06-12T14:03:07.25Z");
  EXPECT_EQ(recording_time("2021-06-12 14:03:07"), "2021-06-12T14:03:07");
  EXPECT_EQ(recording_time("2021-06-12 14:03:07 +02:00"), "2021-06-12T14:03:07+02:00");
  for (const char* const text :
       {"", "2021", "2021-06-12", "2021-06-12T14:03", "2021-13-12T14:03:07",
        "2021-06-12T14:03:07 PM", "06/12/2021 14:03:07 +0200"}) {
    EXPECT_EQ(recording_time(text), "") << text;
  }
}

}  // namespace
}  // namespace audmg::media

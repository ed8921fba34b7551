// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/metadata/fact_text.hpp"

#include "audmg/core/utf8.hpp"
#include "audmg/media/metadata/fact_values.hpp"
#include "audmg/media/record/record_limits.hpp"

#include <gtest/gtest.h>

namespace audmg::media {
namespace {

using std::string_view_literals::operator""sv;

TEST(FactText, LegacyBytesBecomeUtf8) {
  EXPECT_EQ(utf8_from_legacy("Gr\xfc\xdf"
                             "e \x80 \x93x\x94"),
            "Grüße € “x”");
  EXPECT_EQ(utf8_from_legacy("Grüße"), "Grüße");
  EXPECT_EQ(utf8_from_legacy("Grüße \xc3"), "Grüße ");
  EXPECT_EQ(utf8_from_legacy("Gr\xc3 üße"), "Gr\uFFFD üße");
  EXPECT_EQ(utf8_from_legacy("\xe9t\xe9"), "été");
  EXPECT_EQ(utf8_from_latin_1("\xc3\xbc"), "Ã¼");
  EXPECT_EQ(utf8_from_utf16("G\0r\0\xfc\0"sv, true), "Grü");
  EXPECT_EQ(utf8_from_utf16("\xd8\x3d\xde\x00\x6b\x4c"sv, false), "😀歌");
  EXPECT_EQ(utf8_from_utf16("\x3d\xd8x\0\0\xdc\0\0z\0"sv, true), "\uFFFDx\uFFFD");
  EXPECT_EQ(utf8_from_utf16("x", true), "");
}

TEST(FactText, LinesAreCleanAndBounded) {
  EXPECT_EQ(clean_line(" a\r\nb\x01 \x7f ", 100), "a  b");
  EXPECT_EQ(clean_line("aäaä", 5), "aäa");
  EXPECT_EQ(clean_line("ab cd", 3), "ab");
  EXPECT_EQ(clean_lines("\n one\r\ntwo\rthree\tfour\n\n", 100), "one\ntwo\nthree four");
  EXPECT_EQ(clean_line("<b>&amp;</b>", 100), "<b>&amp;</b>");
}

TEST(FactText, WordsOfNoPersonAreNoDescription) {
  for (const std::string_view text : {"OLYMPUS DIGITAL CAMERA         ", "SONY DSC",
                                      "DCIM\\100MEDIA\\DJI_0001.JPG", "   ", "edf", "----"}) {
    EXPECT_EQ(clean_description(text), "") << text;
  }
  EXPECT_EQ(clean_description("Our SONY DSC"), "Our SONY DSC");
  EXPECT_EQ(clean_description("My first digital camera"), "My first digital camera");
  EXPECT_EQ(clean_description("海"), "海");
}

TEST(FactText, ReadsNumbersAndFractions) {
  EXPECT_EQ(parse_fraction("28/10"), 2.8);
  EXPECT_EQ(parse_fraction(" 0.004 s"), 0.004);
  EXPECT_EQ(parse_fraction("-1"), -1.0);
  for (const std::string_view text : {"", "f/2.8", "1/0", "1/", "inf", "nan", "/2"}) {
    EXPECT_EQ(parse_fraction(text), std::nullopt) << text;
  }
}

TEST(FactValues, RatingsAreStars) {
  EXPECT_EQ(rating_of(0), 0U);
  EXPECT_EQ(rating_of(3), 3U);
  EXPECT_EQ(rating_of(4.5), 4U);
  EXPECT_EQ(rating_of(-1), std::nullopt);
  EXPECT_EQ(rating_of(6), std::nullopt);
  EXPECT_EQ(rating_of(std::nullopt), std::nullopt);
  for (const auto& [percent, stars] : {std::pair{0.0, 0U},
                                       {1.0, 1U},
                                       {25.0, 2U},
                                       {50.0, 3U},
                                       {75.0, 4U},
                                       {99.0, 5U},
                                       {100.0, 5U}}) {
    EXPECT_EQ(rating_of_percent(percent), stars) << percent;
  }
  EXPECT_EQ(rating_of_percent(101), std::nullopt);
}

TEST(FactValues, KeywordsAreABoundedSet) {
  std::vector<std::string> keywords;
  for (const std::string_view word : {"sea", " sea ", "", "Meer"}) add_keyword(keywords, word);
  EXPECT_EQ(keywords, (std::vector<std::string>{"sea", "Meer"}));
  for (int i = 0; i < 1000; ++i) add_keyword(keywords, std::to_string(i) + std::string(500, 'x'));
  EXPECT_EQ(keywords.size(), kMaxKeywords);
  EXPECT_EQ(keywords.back().size(), kMaxKeywordBytes);
}

TEST(FactValues, PlacesGoFromSmallToLarge) {
  EXPECT_EQ(place_name({"Old Town", "Porto", "", "Portugal"}), "Old Town, Porto, Portugal");
  EXPECT_EQ(place_name({"", "Singapore", "", "Singapore"}), "Singapore");
  EXPECT_EQ(place_name({"", " "}), "");
  EXPECT_LE(place_name({std::string(500, 'a'), std::string(500, 'b')}).size(), kMaxTextFactBytes);
}

}  // namespace
}  // namespace audmg::media

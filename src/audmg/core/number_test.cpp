// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/number.hpp"

#include <gtest/gtest.h>

#include <cstdint>

namespace audmg {
namespace {

TEST(ParseWhole, ReadsWhatIsANumberAndNothingElse) {
  EXPECT_EQ(parse_whole<int>("0"), 0);
  EXPECT_EQ(parse_whole<int>("-12"), -12);
  EXPECT_EQ(parse_whole<unsigned>("007"), 7U);
  for (const std::string_view text :
       {"", " 1", "1 ", "+1", "0x1", "1.0", "1e3", "one", "-", "--1"}) {
    EXPECT_FALSE(parse_whole<int>(text)) << text;
  }
  EXPECT_FALSE(parse_whole<unsigned>("-1"));
  EXPECT_FALSE(parse_whole<unsigned>("-0"));
  EXPECT_FALSE(parse_whole<int>(std::string_view("1\0", 2)));
}

TEST(ParseWhole, RefusesWhatDoesNotFitTheType) {
  EXPECT_EQ(parse_whole<std::uint64_t>("18446744073709551615"), UINT64_MAX);
  EXPECT_FALSE(parse_whole<std::uint64_t>("18446744073709551616"));
  EXPECT_EQ(parse_whole<std::int64_t>("-9223372036854775808"), INT64_MIN);
  EXPECT_FALSE(parse_whole<std::int64_t>("9223372036854775808"));
  EXPECT_EQ(parse_whole<std::uint16_t>("65535"), 65'535);
  EXPECT_FALSE(parse_whole<std::uint16_t>("65536"));
  EXPECT_FALSE(parse_whole<std::uint8_t>("256"));
}

TEST(ParseWhole, KeepsToItsBounds) {
  EXPECT_EQ(parse_whole<int>("1", 1), 1);
  EXPECT_FALSE(parse_whole<int>("0", 1));
  EXPECT_EQ(parse_whole<int>("32", 0, 32), 32);
  EXPECT_FALSE(parse_whole<int>("33", 0, 32));
  EXPECT_FALSE(parse_whole<int>("-1", 0, 32));
}

TEST(ParseHexadecimal, ReadsDigitsOfEitherCaseAndNothingElse) {
  EXPECT_EQ(parse_hexadecimal<std::uint32_t>("cafe0000"), 0xcafe0000U);
  EXPECT_EQ(parse_hexadecimal<std::uint32_t>("CAFE"), 0xcafeU);
  for (const std::string_view text : {"", "-1", "+1", " 1", "1 ", "0x1", "1g", "100000000"}) {
    EXPECT_FALSE(parse_hexadecimal<std::uint32_t>(text)) << text;
  }
}

TEST(TakeNumber, LeavesWhatFollows) {
  std::string_view text = "12.34";
  EXPECT_EQ(take_number<int>(text), 12);
  EXPECT_EQ(text, ".34");
  text = "5";
  EXPECT_EQ(take_number<int>(text), 5);
  EXPECT_EQ(text, "");
}

TEST(TakeNumber, LeavesTheTextAloneWhenThereIsNoNumber) {
  for (const std::string_view whole : {"", ".1", "x1", "99999999999999999999.1"}) {
    std::string_view text = whole;
    EXPECT_FALSE(take_number<int>(text)) << whole;
    EXPECT_EQ(text, whole);
  }
}

}  // namespace
}  // namespace audmg

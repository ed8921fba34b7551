// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/json/text.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace audmg::json {
namespace {

std::string again(std::string_view text) {
  const auto value = parse(text, {});
  return value ? to_text(*value) : "refused: " + value.error().reason;
}

TEST(JsonText, WritesWhatWasRead) {
  for (const std::string_view text :
       {"null", "true", "-1", "18446744073709551615", "0.1", "183.24", "1.7976931348623157e+308",
        "2.2250738585072014e-308", "\"a\\n\\u0000\xc3\xa9\"", "[]", "{}",
        R"({"b":[1,{"a":null}],"a":"x","":[[],{}]})"}) {
    EXPECT_EQ(again(text), text);
  }
}

TEST(JsonText, DropsWhiteSpaceAndNeedlessEscapes) {
  EXPECT_EQ(again(" { \"a\" : [ 1 , 2.50 ] , \"\\u0062\" : \"\\/\" } "),
            R"({"a":[1,2.5],"b":"/"})");
}

TEST(JsonText, NumbersThatNobodyCouldWriteAreRefusedBefore) {
  for (const std::string_view text : {"1e400", "-1e400", "[1,1e309]"}) {
    EXPECT_TRUE(again(text).starts_with("refused")) << text;
  }
  EXPECT_EQ(again("1e-400"), "0");
}

}  // namespace
}  // namespace audmg::json

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/http/json_text.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace audmg::http {
namespace {

std::string again(std::string_view text) {
  const auto value = json::parse(text, {});
  return value ? json_text(*value) : "refused: " + value.error().reason;
}

TEST(JsonText, WritesWhatWasRead) {
  for (const std::string_view text :
       {"null", "true", "-1", "18446744073709551615", "0.1", "1.5e-300", "\"a\\n\\u0000\xc3\xa9\"",
        "[]", "{}", R"({"b":[1,{"a":null}],"a":"x","":[[],{}]})"}) {
    EXPECT_EQ(again(text), text);
  }
}

TEST(JsonText, DropsWhiteSpaceAndNeedlessEscapes) {
  EXPECT_EQ(again(" { \"a\" : [ 1 , 2.50 ] , \"\\u0062\" : \"\\/\" } "),
            R"({"a":[1,2.5],"b":"/"})");
}

TEST(JsonText, NumbersTooLargeAreRefusedBeforeThey) {
  EXPECT_TRUE(again("1e400").starts_with("refused")) << again("1e400");
}

}  // namespace
}  // namespace audmg::http

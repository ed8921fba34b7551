// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/http/parameterized_value.hpp"

#include <gtest/gtest.h>

namespace audmg::http {
namespace {

TEST(ParameterizedValue, ReadsTokensAndQuotedStrings) {
  const auto value = parse_parameterized_value(R"( form-data ;Name = x;; b="a;\"b\\c\d" ; c="" ;)");
  ASSERT_TRUE(value.has_value());
  EXPECT_EQ(value->value, "form-data");
  ASSERT_EQ(value->parameters.size(), 3U);
  EXPECT_EQ(*value->find("name"), "x");
  EXPECT_EQ(*value->find("b"), R"(a;"b\c\d)");
  EXPECT_EQ(*value->find("c"), "");
  EXPECT_EQ(value->find("d"), nullptr);
  EXPECT_EQ(parse_parameterized_value("text/plain")->value, "text/plain");
  EXPECT_EQ(parse_parameterized_value("")->value, "");
}

TEST(ParameterizedValue, RefusesWhatTwoReadersCouldReadDifferently) {
  for (const char* text :
       {"a; b", "a; b=", "a; =c", "a; b=\"c", "a; b=\"c\\\"", "a; b=c; B=d", "a; b=\"c\"d",
        "a; b=c d", "a; b=c\"d", "a\nb", "a; b=\"\x01\"", "a; b\"c=d\"", "a; b=\x7f"}) {
    EXPECT_FALSE(parse_parameterized_value(text).has_value()) << text;
  }
}

TEST(ExtendedValue, DecodesTheExamplesOfRfc8187) {
  EXPECT_EQ(decode_extended_value("UTF-8''%c2%a3%20and%20%e2%82%ac%20rates"),
            "\xc2\xa3 and \xe2\x82\xac rates");
  EXPECT_EQ(decode_extended_value("utf-8'en'a+b"), "a+b");
  EXPECT_EQ(decode_extended_value("UTF-8''"), "");
  for (const char* text :
       {"", "UTF-8", "UTF-8'x", "iso-8859-1'en'%A3", "UTF-8''%A3", "UTF-8''%4", "''a"}) {
    EXPECT_EQ(decode_extended_value(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace audmg::http

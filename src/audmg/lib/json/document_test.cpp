// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/json/document.hpp"

#include <gtest/gtest.h>

namespace audmg::json {
namespace {

TEST(JsonDocument, ReadsEveryTypeOfValue) {
  const auto value = parse(
      R"( {"s":"a\u0000\u00e9\ud83d\ude00","n":null,"t":true,"u":18446744073709551615,"i":-1,)"
      R"("d":1.5,"a":[1,{"x":[]}]} )",
      Limits{});
  ASSERT_TRUE(value.has_value()) << value.error().reason;
  EXPECT_EQ(*value->find("s")->as_string(), std::string_view("a\0\xc3\xa9\xf0\x9f\x98\x80", 8));
  EXPECT_TRUE(value->find("n")->is_null());
  EXPECT_EQ(value->find("t")->as_bool(), true);
  EXPECT_EQ(value->find("u")->as_unsigned(), 18446744073709551615U);
  EXPECT_TRUE(value->find("i")->is_number());
  EXPECT_FALSE(value->find("i")->as_unsigned().has_value());
  EXPECT_TRUE(value->find("d")->is_number());
  EXPECT_FALSE(value->find("d")->as_unsigned().has_value());
  ASSERT_EQ(value->find("a")->as_array()->size(), 2U);
  EXPECT_TRUE(value->find("a")->as_array()->at(1).find("x")->as_array()->empty());
  EXPECT_EQ(value->find("missing"), nullptr);
}

TEST(JsonDocument, SaysWhereTextIsMalformed) {
  struct Case {
    std::string_view text;
    std::size_t position;
  };
  for (const Case& c : std::initializer_list<Case>{{"", 0},
                                                   {"   ", 3},
                                                   {R"({"a":})", 5},
                                                   {R"({"a":1)", 6},
                                                   {R"({"a":1,})", 7},
                                                   {R"({"a":1} x)", 8},
                                                   {R"({'a':1})", 1},
                                                   {"[1,2] [3]", 6},
                                                   {"[NaN]", 1},
                                                   {"[1 // no comments\n]", 3},
                                                   {"[01]", 2}}) {
    const auto value = parse(c.text, Limits{});
    ASSERT_FALSE(value.has_value()) << c.text;
    EXPECT_EQ(value.error().position, c.position) << c.text << ": " << value.error().reason;
    EXPECT_FALSE(value.error().reason.empty());
  }
}

TEST(JsonDocument, RefusesInvalidUtf8) {
  for (const std::string_view text :
       {"[\"\xff\"]", "[\"\xc0\xaf\"]", "[\"\xed\xa0\x80\"]", "[\"\xf4\x90\x80\x80\"]",
        "[\"\xe2\x82\"]", R"(["\ud800"])", R"(["\udc00\ud800"])", "[\"a\nb\"]"}) {
    EXPECT_FALSE(parse(text, Limits{}).has_value()) << text;
  }
}

TEST(JsonDocument, RefusesDuplicateNamesAlsoWhenSpelledDifferently) {
  const auto value = parse(R"({"a":1,"b":2,"\u0061":3})", Limits{});
  ASSERT_FALSE(value.has_value());
  EXPECT_EQ(value.error().reason, "the member \"a\" appears twice");
  EXPECT_TRUE(parse(R"([{"a":1},{"a":1}])", Limits{}).has_value());
}

TEST(JsonDocument, FindsADuplicateAmongManyNames) {
  std::string text = "{";
  for (int i = 0; i < 100; ++i) text += "\"" + std::to_string(i) + "\":" + std::to_string(i) + ",";
  EXPECT_TRUE(parse(text + "\"100\":0}", Limits{}).has_value());
  const auto value = parse(text + "\"57\":0}", Limits{});
  ASSERT_FALSE(value.has_value());
  EXPECT_EQ(value.error().reason, "the member \"57\" appears twice");
}

TEST(JsonDocument, KeepsWhatIsNestedInItsPlace) {
  const auto value = parse(R"({"a":[1,{"b":[],"c":{"d":"e"}},[2,3]],"f":{},"g":4})", Limits{});
  ASSERT_TRUE(value.has_value());
  ASSERT_EQ(value->as_object()->size(), 3U);
  EXPECT_EQ(value->find("g")->as_unsigned(), 4U);
  EXPECT_TRUE(value->find("f")->as_object()->empty());
  const Array& array = *value->find("a")->as_array();
  ASSERT_EQ(array.size(), 3U);
  EXPECT_EQ(array[0].as_unsigned(), 1U);
  EXPECT_TRUE(array[1].find("b")->as_array()->empty());
  EXPECT_EQ(*array[1].find("c")->find("d")->as_string(), "e");
  EXPECT_EQ(array[2].as_array()->at(1).as_unsigned(), 3U);
}

TEST(JsonDocument, ReadsNumbersAsFractionsToo) {
  const auto value = parse("[1,-2,18446744073709551615,2.5e-3,\"1\",true]", Limits{});
  ASSERT_TRUE(value.has_value());
  const Array& array = *value->as_array();
  EXPECT_EQ(array[0].as_number(), 1.0);
  EXPECT_EQ(array[1].as_number(), -2.0);
  EXPECT_EQ(array[2].as_number(), 18446744073709551615.0);
  EXPECT_EQ(array[3].as_number(), 0.0025);
  EXPECT_EQ(array[4].as_number(), std::nullopt);
  EXPECT_EQ(array[5].as_number(), std::nullopt);
}

TEST(JsonDocument, HoldsItsLimits) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_TRUE(parse(nested(32), Limits{}).has_value());
  EXPECT_FALSE(parse(nested(33), Limits{}).has_value());
  EXPECT_FALSE(parse(nested(30'000), Limits{}).has_value());
  EXPECT_TRUE(parse("[1]", Limits{.max_bytes = 3}).has_value());
  EXPECT_FALSE(parse("[1] ", Limits{.max_bytes = 3}).has_value());
}

}  // namespace
}  // namespace audmg::json

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/json/writer.hpp"

#include "audmg/lib/json/document.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace audmg::json {
namespace {

TEST(Writer, PutsCommasWhereTheyBelong) {
  Writer json;
  json.begin_object()
      .field("text", "x")
      .field("yes", true)
      .field("none", nullptr)
      .field("least", std::numeric_limits<std::int64_t>::min())
      .field("most", std::numeric_limits<std::uint64_t>::max())
      .key("list")
      .begin_array()
      .value(1)
      .value(std::string("{"))
      .begin_array()
      .end_array()
      .begin_object()
      .end_object()
      .begin_object()
      .field("a", 1U)
      .end_object()
      .end_array()
      .key("empty")
      .begin_object()
      .end_object()
      .end_object();
  EXPECT_EQ(json.text(), R"({"text":"x","yes":true,"none":null,"least":-9223372036854775808,)"
                         R"("most":18446744073709551615,"list":[1,"{",[],{},{"a":1}],"empty":{}})");
}

TEST(Writer, WritesFractionsThatReadBackEqual) {
  Writer json;
  json.begin_array();
  const std::vector<double> numbers{0.1,  -48.858370000000001,   1.0 / 8000, 5e-324,
                                    -0.0, 1.7976931348623157e308};
  for (const double number : numbers) json.value(number);
  json.value(std::numeric_limits<double>::infinity()).value(std::nan("")).end_array();
  const auto value = parse(json.text(), Limits{});
  ASSERT_TRUE(value.has_value()) << json.text();
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    EXPECT_EQ((*value->as_array())[i].as_number(), numbers[i]) << json.text();
  }
  EXPECT_TRUE((*value->as_array())[numbers.size()].is_null());
  EXPECT_TRUE(value->as_array()->back().is_null());
  Writer again;
  again.value(-0.0);
  EXPECT_EQ(again.text(), "0");
}

TEST(JsonString, EscapesWhatMustBeEscapedAndNothingElse) {
  std::string out;
  append_string(out, std::string_view("a\"\\/\b\f\n\r\t\0\x1f\x7f\xc3\xa9", 14));
  EXPECT_EQ(out, "\"a\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\x7f\xc3\xa9\"");
}

TEST(JsonString, EscapesAtEveryPlace) {
  std::array<std::string, 256> escapes;
  for (std::size_t c = 0; c < escapes.size(); ++c) {
    append_characters(escapes[c], std::string(1, static_cast<char>(c)));
  }
  EXPECT_EQ(escapes['\n'], "\\n");
  EXPECT_EQ(escapes[0x80], "\xef\xbf\xbd");
  for (const std::size_t length : {1U, 2U, 3U, 4U, 5U, 6U, 7U, 8U, 9U, 19U}) {
    for (std::size_t place = 0; place < length; ++place) {
      const std::string before(place, 'a');
      const std::string after(length - place - 1, '!');
      for (std::size_t c = 0; c < escapes.size(); ++c) {
        std::string out;
        append_string(out, before + static_cast<char>(c) + after);
        EXPECT_EQ(out, '"' + before + escapes[c] + after + '"') << c;
      }
    }
  }
}

TEST(JsonString, ReplacesEachMaximalInvalidPiece) {
  const auto encoded = [](std::string_view text) {
    std::string out;
    append_string(out, text);
    return out;
  };
  constexpr const char* kFffd = "\xef\xbf\xbd";
  const auto fffd = [&](int count) {
    std::string text = "\"";
    for (int i = 0; i < count; ++i) text += kFffd;
    return text + "\"";
  };
  EXPECT_EQ(encoded("\xff"), fffd(1));
  EXPECT_EQ(encoded("\xc0\xaf"), fffd(2));          // overlong
  EXPECT_EQ(encoded("\xed\xa0\x80"), fffd(3));      // surrogate
  EXPECT_EQ(encoded("\xf4\x90\x80\x80"), fffd(4));  // over U+10FFFF
  EXPECT_EQ(encoded("\xf0\x9f\x98"), fffd(1));      // cut short
  EXPECT_EQ(encoded("\xe2\x82z"), std::string("\"") + kFffd + "z\"");
  EXPECT_EQ(encoded("\xf0\x9f\x98\x80"), "\"\xf0\x9f\x98\x80\"");
  // Every byte pair gives text that a strict parser takes.
  for (int a = 0; a < 256; ++a) {
    for (int b = 0; b < 256; ++b) {
      const std::string text{static_cast<char>(a), static_cast<char>(b)};
      ASSERT_TRUE(json::parse(encoded(text), json::Limits{}).has_value()) << a << ' ' << b;
    }
  }
}

}  // namespace
}  // namespace audmg::json

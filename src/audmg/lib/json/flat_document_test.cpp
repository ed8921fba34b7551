// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/json/flat_document.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <limits>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace audmg::json {
namespace {

std::vector<std::string> names_in(FlatValue value) {
  std::vector<std::string> names;
  value.for_each([&](std::string_view name, FlatValue) { names.emplace_back(name); });
  return names;
}

TEST(FlatDocument, ReadsEveryTypeOfValue) {
  constexpr std::string_view kText =
      R"( {"s":"text","n":null,"t":true,"u":18446744073709551615,"i":-1,"d":1.5,"a":[1,{"x":[]}]} )";
  const auto document = FlatDocument::read(kText, Limits{});
  ASSERT_TRUE(document.has_value()) << document.error().reason;
  const FlatValue root = document->root();
  EXPECT_TRUE(root.is_object());
  EXPECT_EQ(root.find("s")->as_string(), "text");
  EXPECT_EQ(root.find("t")->as_bool(), true);
  EXPECT_EQ(root.find("u")->as_unsigned(), 18446744073709551615U);
  EXPECT_EQ(root.find("u")->as_number(), 18446744073709551615.0);
  EXPECT_EQ(root.find("i")->as_unsigned(), std::nullopt);
  EXPECT_EQ(root.find("i")->as_number(), -1.0);
  EXPECT_EQ(root.find("d")->as_number(), 1.5);
  EXPECT_EQ(root.find("d")->as_unsigned(), std::nullopt);
  EXPECT_EQ(root.find("a")->array_size(), 2U);
  EXPECT_FALSE(root.find("missing").has_value());
  const FlatValue null = *root.find("n");
  EXPECT_FALSE(null.is_object() || null.as_string() || null.as_bool() || null.as_number() ||
               null.array_size() || null.find("s"));
}

TEST(FlatDocument, PassesOverWhatIsNested) {
  constexpr std::string_view kText = R"({"a":[1,{"b":[],"c":{"d":"e"}},[2,3]],"f":{},"g":4})";
  const auto document = FlatDocument::read(kText, Limits{});
  ASSERT_TRUE(document.has_value());
  EXPECT_EQ(names_in(document->root()), (std::vector<std::string>{"a", "f", "g"}));
  EXPECT_EQ(document->root().find("g")->as_unsigned(), 4U);
  std::vector<FlatValue> elements;
  document->root().find("a")->for_each(
      [&](std::string_view, FlatValue element) { elements.push_back(element); });
  ASSERT_EQ(elements.size(), 3U);
  EXPECT_EQ(elements[1].find("c")->find("d")->as_string(), "e");
  EXPECT_FALSE(elements[1].find("d").has_value());
  EXPECT_EQ(elements[2].array_size(), 2U);
}

TEST(FlatDocument, KeepsStringsInTheTextUnlessTheyHaveEscapes) {
  const std::string text = R"({"plain":"as it is","\u0061":"a\u0000\u00e9\ud83d\ude00","b":"\n"})";
  const auto document = FlatDocument::read(text, Limits{});
  ASSERT_TRUE(document.has_value());
  const std::string_view plain = *document->root().find("plain")->as_string();
  EXPECT_TRUE(plain.data() > text.data() && plain.data() < text.data() + text.size());
  EXPECT_EQ(document->root().find("a")->as_string(),
            std::string_view("a\0\xc3\xa9\xf0\x9f\x98\x80", 8));
  EXPECT_EQ(document->root().find("b")->as_string(), "\n");
}

TEST(FlatDocument, KeepsLongStringsWithEscapesWhole) {
  const std::string part(5'000, 'x');
  const auto text = "[\"" + part + "\\n" + part + "\",\"y\"]";
  const auto document = FlatDocument::read(text, Limits{});
  ASSERT_TRUE(document.has_value());
  std::vector<std::string> strings;
  document->root().for_each(
      [&](std::string_view, FlatValue element) { strings.emplace_back(*element.as_string()); });
  EXPECT_EQ(strings, (std::vector<std::string>{part + "\n" + part, "y"}));
}

TEST(FlatDocument, ReadsNumbersAsExactlyAsTheirTypesCan) {
  using Number = std::variant<std::int64_t, std::uint64_t, double>;
  const auto number_in = [](std::string_view text) -> std::optional<Number> {
    const auto document = FlatDocument::read(text, Limits{});
    if (!document) return std::nullopt;
    const FlatValue::Content& content = document->root().content();
    if (const auto* whole = std::get_if<std::int64_t>(&content)) return *whole;
    if (const auto* large = std::get_if<std::uint64_t>(&content)) return *large;
    return std::get<double>(content);
  };
  const std::string zeros(400, '0');
  for (const auto& [text, number] : std::initializer_list<std::pair<std::string, Number>>{
           {"0", std::int64_t{0}},
           {"-0", std::int64_t{0}},
           {"-0.0", -0.0},
           {"9223372036854775807", std::numeric_limits<std::int64_t>::max()},
           {"9223372036854775808", std::uint64_t{1} << 63U},
           {"-9223372036854775808", std::numeric_limits<std::int64_t>::min()},
           {"-9223372036854775809", -9223372036854775808.0},
           {"18446744073709551615", std::numeric_limits<std::uint64_t>::max()},
           {"18446744073709551616", 18446744073709551616.0},
           {"100000000000000000000000", 1e23},
           {"1.5e3", 1500.0},
           {"1E+2", 100.0},
           {"25e-1", 2.5},
           {"1.7976931348623157e308", std::numeric_limits<double>::max()},
           {"5e-324", std::numeric_limits<double>::denorm_min()},
           {"1e-400", 0.0},
           {"1e-99999999999999999999", 0.0},
           {"0.0e99999999999999999999", 0.0},
           {"0." + zeros + "1", 0.0},
           {"0." + zeros + "1e401", 1.0},
           {"1" + zeros + "e-400", 1.0}}) {
    EXPECT_EQ(number_in(text), number) << text;
  }
  for (const std::string& text :
       std::initializer_list<std::string>{"1e309",     "-1e309",
                                          "0.1e310",   "1e99999999999999999999",
                                          "1" + zeros, "0.1" + zeros + "e999",
                                          "00",        "01",
                                          "-01",       "-",
                                          "+1",        ".5",
                                          "1.",        "1.e5",
                                          "1e",        "1e+",
                                          "1e5.5",     "--1",
                                          "0x1",       "1_000",
                                          "Infinity",  "NaN",
                                          "-a"}) {
    EXPECT_EQ(number_in(text), std::nullopt) << text;
  }
}

TEST(FlatDocument, ReadsEscapesAtEveryPlaceOfAString) {
  for (const auto& [escape, meaning] :
       std::initializer_list<std::pair<std::string_view, std::string_view>>{
           {R"(\")", "\""},
           {R"(\\)", "\\"},
           {R"(\/)", "/"},
           {R"(\b)", "\b"},
           {R"(\f)", "\f"},
           {R"(\n)", "\n"},
           {R"(\r)", "\r"},
           {R"(\t)", "\t"},
           {R"(\u0041)", "A"},
           {R"(\u00E9)", "\xc3\xa9"},
           {R"(\u20ac)", "\xe2\x82\xac"},
           {R"(\uD83D\uDe00)", "\xf0\x9f\x98\x80"},
           {"\xc3\xa9", "\xc3\xa9"},
           {"\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80"},
           {"\x7f", "\x7f"}}) {
    for (std::size_t place = 0; place < 20; ++place) {
      const std::string before(place, 'a');
      const std::string after(20 - place, 'z');
      const std::string text = "[\"" + before + std::string(escape) + after + "\"]";
      const auto document = FlatDocument::read(text, Limits{});
      ASSERT_TRUE(document.has_value()) << text << document.error().reason;
      document->root().for_each([&](std::string_view, FlatValue element) {
        EXPECT_EQ(element.as_string(), before + std::string(meaning) + after) << text;
      });
      for (std::size_t length = 0; length < text.size(); ++length) {
        EXPECT_FALSE(FlatDocument::read(text.substr(0, length), Limits{}).has_value()) << length;
      }
    }
  }
}

TEST(FlatDocument, RefusesStringsThatCannotBe) {
  for (const std::string_view inside :
       {R"(\a)", R"(\u)", R"(\u12)", R"(\u12G4)", R"(\x41)", R"(\ud800)", R"(\udc00)",
        R"(\ud800\n)", R"(\ud800\u0041)", R"(\ud800\ud800)", "\n", "\x1f", "\x80", "\xc0\xaf",
        "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82"}) {
    for (const std::string before : {"", "abcdefgh", "abcdefghi"}) {
      const std::string text = "[\"" + before + std::string(inside) + "\"]";
      EXPECT_FALSE(FlatDocument::read(text, Limits{}).has_value()) << text;
    }
  }
  EXPECT_FALSE(FlatDocument::read(std::string_view("[\"\0\"]", 5), Limits{}).has_value());
}

TEST(FlatDocument, MovesWithItsStrings) {
  auto document = FlatDocument::read(R"(["\t"])", Limits{});
  ASSERT_TRUE(document.has_value());
  const FlatDocument moved = *std::move(document);
  moved.root().for_each(
      [](std::string_view, FlatValue element) { EXPECT_EQ(element.as_string(), "\t"); });
}

TEST(FlatDocument, SaysWhyAndWhereItRefuses) {
  const auto twice = FlatDocument::read(R"([{"a":1,"b":2,"\u0061":3}])", Limits{});
  ASSERT_FALSE(twice.has_value());
  EXPECT_EQ(twice.error().reason, "the member \"a\" appears twice");
  const auto cut = FlatDocument::read(R"({"a":})", Limits{});
  ASSERT_FALSE(cut.has_value());
  EXPECT_EQ(cut.error().position, 5U);
  EXPECT_FALSE(FlatDocument::read("[1] ", Limits{.max_bytes = 3}).has_value());
  EXPECT_FALSE(FlatDocument::read("[[1]]", Limits{.max_depth = 1}).has_value());
}

}  // namespace
}  // namespace audmg::json

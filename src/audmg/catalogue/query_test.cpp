// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/query.hpp"

#include "audmg/catalogue/limits.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace audmg::catalogue {
namespace {

using std::chrono::local_days;

LocalTime day(int year, unsigned month, unsigned day_of_month) {
  return LocalTime(local_days(std::chrono::year(year) / static_cast<int>(month) /
                              static_cast<int>(day_of_month)));
}

Clause only(std::string_view text) {
  const Query query = parse_query(text);
  EXPECT_EQ(query.clauses.size(), 1) << text;
  return query.clauses.empty() ? Clause{} : query.clauses.front();
}

DateRange dates_of(std::string_view text) {
  const Clause clause = only(text);
  EXPECT_TRUE(clause.dates.has_value()) << text;
  return clause.dates.value_or(DateRange{});
}

using Words = std::vector<std::string>;

TEST(Query, IsMadeOfWords) {
  EXPECT_TRUE(parse_query("").clauses.empty());
  EXPECT_TRUE(parse_query(" \t ").clauses.empty());
  EXPECT_TRUE(parse_query("!? - .").clauses.empty()) << "mere punctuation";
  const Query query = parse_query("Beach  ZÜRICH\u3000東京");
  ASSERT_EQ(query.clauses.size(), 3);
  EXPECT_EQ(query.clauses[0].words, Words{"beach"});
  EXPECT_EQ(query.clauses[1].words, Words{"zurich"});
  EXPECT_EQ(query.clauses[1].typed, "ZÜRICH");
  EXPECT_EQ(query.clauses[2].words, Words{"東京"});
  EXPECT_EQ(only("IMG_2034.jpg").words, Words{"img 2034 jpg"});
}

TEST(Query, HasPhrasesAndNegations) {
  EXPECT_EQ(only("\"New York\"").words, Words{"new york"});
  EXPECT_TRUE(only("\"New York\"").whole);
  EXPECT_TRUE(only("„New York“").whole) << "marks of typesetters";
  EXPECT_EQ(only("\"not closed").words, Words{"not closed"});
  EXPECT_TRUE(only("-beach").negated);
  EXPECT_TRUE(only("-\"new york\"").negated);
  EXPECT_TRUE(only("-camera:canon").negated);
  EXPECT_FALSE(only("semi-automatic").negated);
  EXPECT_EQ(only("semi-automatic").words, Words{"semi automatic"});
}

TEST(Query, HasFields) {
  EXPECT_EQ(only("camera:Canon").scope, Scope::camera);
  EXPECT_EQ(only("TAG:x").scope, Scope::keyword);
  EXPECT_EQ(only("place:\"New York\"").words, Words{"new york"});
  EXPECT_EQ(only("place:\"New York\"").scope, Scope::place);
  EXPECT_EQ(only("12:30").scope, Scope::anywhere);
  EXPECT_EQ(only("foo:bar").words, Words{"foo bar"}) << "an unknown field";
  EXPECT_EQ(only("camera:").words, Words{"camera"});
  EXPECT_FALSE(only("artist:1999").dates.has_value());
}

TEST(Query, HasDates) {
  EXPECT_EQ(dates_of("2023"), (DateRange{day(2023, 1, 1), day(2024, 1, 1)}));
  EXPECT_EQ(dates_of("2023-07"), (DateRange{day(2023, 7, 1), day(2023, 8, 1)}));
  EXPECT_EQ(dates_of("2023-12"), (DateRange{day(2023, 12, 1), day(2024, 1, 1)}));
  EXPECT_EQ(dates_of("2024-02-29"), (DateRange{day(2024, 2, 29), day(2024, 3, 1)}));
  EXPECT_EQ(dates_of("4.7.2023"), (DateRange{day(2023, 7, 4), day(2023, 7, 5)}));
  EXPECT_EQ(dates_of("2019-2021"), (DateRange{day(2019, 1, 1), day(2022, 1, 1)}));
  EXPECT_EQ(dates_of("2021..2019-03"), (DateRange{day(2019, 3, 1), day(2022, 1, 1)}));
  EXPECT_EQ(dates_of("2019.."), (DateRange{day(2019, 1, 1), LocalTime::max()}));
  EXPECT_EQ(only("2023").words, Words{"2023"}) << "found in names, too";
  EXPECT_TRUE(only("-2023").negated);
  for (const std::string_view other :
       {"2023-13", "2023-02-29", "1234567", "0099", "2019..x", "..", "1.2.3", "2023-1-1-1"}) {
    for (const Clause& clause : parse_query(other).clauses) {
      EXPECT_FALSE(clause.dates.has_value()) << other;
    }
  }
}

TEST(Query, HasNamesOfMonths) {
  const DateRange july{day(2023, 7, 1), day(2023, 8, 1)};
  for (const std::string_view text :
       {"july 2023", "Juli 2023", "2023 JUL", "jul. 2023", "juli, 2023"}) {
    EXPECT_EQ(dates_of(text), july) << text;
  }
  EXPECT_EQ(dates_of("märz 2020"), (DateRange{day(2020, 3, 1), day(2020, 4, 1)}));
  EXPECT_EQ(dates_of("Dez 2020"), (DateRange{day(2020, 12, 1), day(2021, 1, 1)}));
  const DateRange fourth{day(2023, 7, 4), day(2023, 7, 5)};
  for (const std::string_view text : {"4 july 2023", "4. Juli 2023", "July 4th, 2023"}) {
    EXPECT_EQ(dates_of(text), fourth) << text;
  }
  EXPECT_EQ(only("july 2023").words, (Words{"july", "2023"}));
  EXPECT_EQ(parse_query("beach july 2023 zürich").clauses.size(), 3);
  EXPECT_EQ(parse_query("july").clauses.size(), 1);
  EXPECT_FALSE(only("july").dates.has_value());
  EXPECT_EQ(parse_query("july -2023").clauses.size(), 2);
  EXPECT_EQ(parse_query("\"july\" 2023").clauses.size(), 2);
}

TEST(Query, HasDatesThatAreNoWords) {
  EXPECT_EQ(dates_of("date:2023-07"), (DateRange{day(2023, 7, 1), day(2023, 8, 1)}));
  EXPECT_EQ(dates_of("after:2023"), (DateRange{day(2023, 1, 1), LocalTime::max()}));
  EXPECT_EQ(dates_of("before:2023"), (DateRange{LocalTime::min(), day(2023, 1, 1)}));
  EXPECT_TRUE(only("date:2023").words.empty());
  EXPECT_EQ(only("date:soon").words, Words{"date soon"});
}

TEST(Query, IsBounded) {
  std::string many;
  for (int i = 0; i < 100; ++i) many += "word" + std::to_string(i) + " ";
  EXPECT_EQ(parse_query(many).clauses.size(), kMaxClauses);
  const Query query = parse_query(std::string(5000, 'x'));
  EXPECT_EQ(query.clauses.front().words.front().size(), kMaxQueryBytes);
  EXPECT_EQ(only("a\xff").words, Words{"a"});
}

}  // namespace
}  // namespace audmg::catalogue

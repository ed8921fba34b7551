// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/library/local_date.hpp"

#include <gtest/gtest.h>

namespace audmg::library {
namespace {

using std::chrono::hours;
using std::chrono::local_days;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using namespace std::chrono_literals;

constexpr auto kDay = local_days(std::chrono::year(2019) / 7 / 14);

TEST(LocalDate, MayLackItsTimeOrItsOffset) {
  const auto day = parse_local_date("2019-07-14");
  ASSERT_TRUE(day);
  EXPECT_FALSE(day->has_time);
  EXPECT_EQ(day->clock, kDay);
  const auto local = parse_local_date("2019-07-14T18:30:05");
  ASSERT_TRUE(local);
  EXPECT_TRUE(local->has_time);
  EXPECT_EQ(local->clock, kDay + hours(18) + minutes(30) + seconds(5));
}

TEST(LocalDate, IsWhatTheClockShowedWhateverItsOffset) {
  const auto date = parse_local_date("2019-07-14T18:30:05.25+02:00");
  ASSERT_TRUE(date);
  EXPECT_EQ(date->clock, kDay + hours(18) + minutes(30) + seconds(5) + milliseconds(250));
  EXPECT_EQ(date->text, "2019-07-14T18:30:05.25+02:00");
}

TEST(LocalDate, GetsSecondsWhereTheyAreMissing) {
  const auto date = parse_local_date("2019-07-14T18:30-05:00");
  ASSERT_TRUE(date);
  EXPECT_EQ(date->text, "2019-07-14T18:30:00-05:00");
}

TEST(LocalDate, IsNothingElse) {
  for (const auto* text :
       {"", "2019", "2019-07", "2019-7-14", "2019-02-30", "0000-01-01", "2019-07-14T",
        "2019-07-14 18:30", "2019-07-14T24:00", "2019-07-14T18:60", "2019-07-14T18:30:61",
        "2019-07-14T18:30:00.", "2019-07-14T18:30:00+2:00", "2019-07-14T18:30:00+0200",
        "2019-07-14T18:30:00Z ", "2019-07-14T18", "2019-07-14+02:00", "+019-07-14",
        "2019-07-14T18:30:00.1234567890"}) {
    EXPECT_FALSE(parse_local_date(text)) << text;
  }
}

}  // namespace
}  // namespace audmg::library

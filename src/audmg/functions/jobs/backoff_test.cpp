// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/jobs/backoff.hpp"

#include <gtest/gtest.h>

namespace audmg::functions {
namespace {

using std::chrono::milliseconds;

TEST(Backoff, StaysBetweenHalfAndAllOfADoublingTime) {
  EXPECT_EQ(backoff(1, 0), kFirstBackoff / 2);
  EXPECT_EQ(backoff(1, 1000), kFirstBackoff);
  EXPECT_EQ(backoff(2, 0), kFirstBackoff);
  EXPECT_EQ(backoff(3, 0), kFirstBackoff * 2);
  for (std::uint64_t random = 0; random < 10'000; random += 7) {
    EXPECT_GE(backoff(4, random), kFirstBackoff * 4);
    EXPECT_LE(backoff(4, random), kFirstBackoff * 8);
  }
}

TEST(Backoff, HasACeiling) {
  EXPECT_EQ(backoff(40, 0), kMaxBackoff / 2);
  EXPECT_LE(backoff(4'000'000'000, ~std::uint64_t{0}), kMaxBackoff);
}

TEST(AlarmBackoff, OutlastsAnOutageOfTheNetwork) {
  EXPECT_EQ(alarm_backoff(1, 1000), kFirstBackoff);
  EXPECT_EQ(alarm_backoff(2, 0), std::chrono::seconds(30));
  EXPECT_EQ(alarm_backoff(3, 0), std::chrono::minutes(15));
  EXPECT_EQ(alarm_backoff(4, 0), kMaxAlarmBackoff / 2);
  EXPECT_LE(alarm_backoff(4'000'000'000, ~std::uint64_t{0}), kMaxAlarmBackoff);
}

TEST(ShortageWait, GrowsWithTheTimeThatAMessageHasWaited) {
  EXPECT_EQ(shortage_wait(milliseconds(0), 1000), kFirstBackoff);
  EXPECT_EQ(shortage_wait(milliseconds(-5), 0), kFirstBackoff / 2) << "the clock was set back";
  EXPECT_EQ(shortage_wait(milliseconds(20'000), 0), milliseconds(5'000));
  EXPECT_EQ(shortage_wait(milliseconds(20'000), 5'000), milliseconds(10'000));
  EXPECT_EQ(shortage_wait(std::chrono::hours(240), 30'000), kMaxShortageWait);
}

}  // namespace
}  // namespace audmg::functions

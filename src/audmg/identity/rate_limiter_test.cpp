// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/rate_limiter.hpp"

#include "doubles/manual_clock.hpp"

#include <gtest/gtest.h>

#include <string>

namespace audmg::identity {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr RateLimit kFiveAMinute{"five", 5, seconds(60)};

class RateLimiterTest : public testing::Test {
 protected:
  void use_up(std::string_view subject) {
    for (int i = 0; i < 5; ++i) EXPECT_FALSE(limiter_.take(kFiveAMinute, subject)) << i;
  }

  ManualClock clock_;
  RateLimiter limiter_{clock_, true};
};

TEST_F(RateLimiterTest, RefusesTheSixthAndSaysWhenToComeBack) {
  use_up("a");
  EXPECT_EQ(limiter_.take(kFiveAMinute, "a"), seconds(12));
  clock_.advance(seconds(11));
  EXPECT_EQ(limiter_.take(kFiveAMinute, "a"), seconds(1));
  clock_.advance(seconds(1));
  EXPECT_FALSE(limiter_.take(kFiveAMinute, "a"));
  EXPECT_TRUE(limiter_.take(kFiveAMinute, "a"));
}

TEST_F(RateLimiterTest, FillsUpToTheCountAndNoFurther) {
  use_up("a");
  clock_.advance(seconds(3600));
  use_up("a");
  EXPECT_TRUE(limiter_.take(kFiveAMinute, "a"));
}

TEST_F(RateLimiterTest, KeepsSubjectsAndLimitsApart) {
  use_up("a");
  EXPECT_FALSE(limiter_.take(kFiveAMinute, "b"));
  constexpr RateLimit kOther{"other", 1, seconds(60)};
  EXPECT_FALSE(limiter_.take(kOther, "a"));
}

TEST_F(RateLimiterTest, FillsNothingWhenTheClockIsSetBack) {
  use_up("a");
  clock_.advance(-seconds(3600));
  EXPECT_TRUE(limiter_.take(kFiveAMinute, "a"));
}

TEST_F(RateLimiterTest, StaysBoundedAndRemembersWhoIsActive) {
  use_up("busy");
  for (int i = 0; i < 300'000; ++i) {
    ASSERT_FALSE(limiter_.take(kFiveAMinute, "flood " + std::to_string(i)));
    if (i % 10'000 != 0) continue;
    EXPECT_TRUE(limiter_.take(kFiveAMinute, "busy")) << i;
  }
  // The first of the flood were dropped, so they start anew.
  use_up("flood 0");
}

TEST(RateLimiter, AllowsEverythingWhenOff) {
  ManualClock clock;
  RateLimiter limiter(clock, false);
  for (int i = 0; i < 100; ++i) EXPECT_FALSE(limiter.take(kFiveAMinute, "a"));
}

}  // namespace
}  // namespace audmg::identity

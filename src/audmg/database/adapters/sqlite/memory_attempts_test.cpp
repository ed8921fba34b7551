// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/sqlite/memory_attempts.hpp"

#include "doubles/sample_rows.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace audmg::database {
namespace {

constexpr AttemptLimit kThree{"three", 3, std::chrono::minutes(10)};

bool is_allowed(MemoryAttempts& attempts, const std::string& subject, TimePoint now = kNoon) {
  const auto wait = attempts.take(kThree, subject, now);
  EXPECT_TRUE(wait);
  return wait && !*wait;
}

void use_up(MemoryAttempts& attempts, const std::string& subject) {
  for (int i = 0; i < kThree.count; ++i) EXPECT_TRUE(is_allowed(attempts, subject));
}

TEST(MemoryAttempts, TheWaitIsTheRestOfTheWindowThatTheFirstAttemptBegan) {
  MemoryAttempts attempts;
  use_up(attempts, "ada");
  EXPECT_EQ(attempts.take(kThree, "ada", kNoon), std::chrono::seconds(600));
  EXPECT_EQ(attempts.take(kThree, "ada", kNoon + std::chrono::milliseconds(1)),
            std::chrono::seconds(600));
  EXPECT_EQ(attempts.take(kThree, "ada", minutes_after_noon(9)), std::chrono::seconds(60));
  use_up(attempts, "grace");
  EXPECT_TRUE(is_allowed(attempts, "ada", minutes_after_noon(10)));
}

TEST(MemoryAttempts, AFloodOfSubjectsFreesNobodyWhoUsedThemUp) {
  MemoryAttempts attempts(100);
  use_up(attempts, "ada");
  for (int i = 0; i < 10'000; ++i) {
    EXPECT_TRUE(is_allowed(attempts, "other " + std::to_string(i)));
  }
  EXPECT_FALSE(is_allowed(attempts, "ada"));
}

TEST(MemoryAttempts, AFloodThatUsesUpItsAttemptsStillFindsRoom) {
  MemoryAttempts attempts(100);
  for (int i = 0; i < 1'000; ++i) use_up(attempts, std::to_string(i));
}

TEST(MemoryAttempts, WhatIsOverGoesFirst) {
  MemoryAttempts attempts(4);
  for (const std::string subject : {"a", "b", "c"}) use_up(attempts, subject);
  const TimePoint later = minutes_after_noon(11);
  EXPECT_TRUE(is_allowed(attempts, "d", later));
  EXPECT_TRUE(is_allowed(attempts, "e", later));
  for (int i = 1; i < kThree.count; ++i) EXPECT_TRUE(is_allowed(attempts, "d", later));
  EXPECT_FALSE(is_allowed(attempts, "d", later));
}

TEST(MemoryAttempts, AClockThatIsSetBackLocksNobodyOut) {
  MemoryAttempts attempts;
  use_up(attempts, "ada");
  const TimePoint before = kNoon - std::chrono::hours(24);
  EXPECT_TRUE(is_allowed(attempts, "ada", before));
  use_up(attempts, "grace");
  const auto wait = attempts.take(kThree, "grace", kNoon - std::chrono::minutes(5));
  EXPECT_EQ(wait, kThree.window) << "no longer than a window";
}

}  // namespace
}  // namespace audmg::database

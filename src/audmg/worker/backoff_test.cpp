// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/worker/backoff.hpp"

#include <gtest/gtest.h>

namespace audmg::worker {
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

}  // namespace
}  // namespace audmg::worker

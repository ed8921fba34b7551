// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/deadline.hpp"

#include <gtest/gtest.h>

namespace audmg {
namespace {

using std::chrono::steady_clock;

TEST(Deadline, NeverPassesUnlessItHasAnEnd) {
  Deadline deadline;
  for (int i = 0; i < 10'000; ++i) ASSERT_FALSE(deadline.passed());
  EXPECT_TRUE(deadline.check());
}

TEST(Deadline, InThePastPassesAtTheFirstStep) {
  Deadline deadline(steady_clock::now());
  EXPECT_TRUE(deadline.check()) << "no work was cut";
  EXPECT_TRUE(deadline.passed());
  ASSERT_FALSE(deadline.check());
  EXPECT_EQ(deadline.check().error().code, ErrorCode::deadline_exceeded);
  EXPECT_TRUE(deadline.check().error().retryable);
}

TEST(Deadline, PassesWhileLoopsRun) {
  const auto end = steady_clock::now() + std::chrono::milliseconds(5);
  Deadline deadline(end);
  while (!deadline.passed()) ASSERT_LT(steady_clock::now(), end + std::chrono::minutes(1));
  EXPECT_GE(steady_clock::now(), end);
  EXPECT_TRUE(deadline.passed());
}

}  // namespace
}  // namespace audmg

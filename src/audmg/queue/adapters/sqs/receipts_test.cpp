// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/queue/adapters/sqs/receipts.hpp"

#include "doubles/manual_clock.hpp"

#include <gtest/gtest.h>

namespace audmg::queue::sqs {
namespace {

TEST(SqsReceipts, AreGoodUntilTheirTimeIsOver) {
  ManualClock clock;
  Receipts receipts(clock);
  receipts.add("a", clock.now() + std::chrono::seconds(30));
  EXPECT_TRUE(receipts.holds("a"));
  EXPECT_FALSE(receipts.holds("b"));
  clock.advance(std::chrono::milliseconds(29'999));
  EXPECT_TRUE(receipts.holds("a"));
  clock.advance(std::chrono::milliseconds(1));
  EXPECT_FALSE(receipts.holds("a"));
  EXPECT_FALSE(receipts.take("a"));
}

TEST(SqsReceipts, CanBeTakenOnce) {
  ManualClock clock;
  Receipts receipts(clock);
  receipts.add("a", clock.now() + std::chrono::seconds(1));
  EXPECT_TRUE(receipts.take("a"));
  EXPECT_FALSE(receipts.take("a"));
}

}  // namespace
}  // namespace audmg::queue::sqs

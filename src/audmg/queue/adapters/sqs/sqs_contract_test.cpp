// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "contract/message_queue_contract.hpp"
#include "testbeds/sqs_testbed.hpp"

#include <gtest/gtest.h>

namespace audmg::queue {
namespace {

using Harnesses = testing::Types<sqs::SqsQueueHarness>;
INSTANTIATE_TYPED_TEST_SUITE_P(Sqs, MessageQueueContract, Harnesses);

TEST(SqsMessageQueue, AQueueThatIsNotThereIsNotFound) {
  const SystemClock clock;
  auto& partner = AwsPartner::get();
  const auto made = sqs::make_sqs_message_queue(
      {.queue = "nosuchqueue", .region = partner.region(), .endpoint = partner.moto()},
      partner.credentials(), partner.transport(), clock);
  EXPECT_EQ(error_code(made), ErrorCode::not_found);
}

// A receipt of another process, or of this one before a restart.
TEST(SqsMessageQueue, AReceiptIsGoodOnlyWhereItWasReceived) {
  sqs::SqsQueueHarness harness;
  ASSERT_TRUE(harness.queue().send_message({"body", "ada", {}}));
  const auto received = harness.queue().receive_message({1, 30s, 0s}, {});
  ASSERT_TRUE(received && received->size() == 1);
  harness.reopen();
  EXPECT_EQ(error_code(harness.queue().delete_message(received->front().receipt_handle)),
            ErrorCode::conflict);
  harness.clock().advance(30s);
  EXPECT_EQ(harness.queue().receive_message({1, 30s, 0s}, {})->size(), 1U) << "so it comes again";
}

}  // namespace
}  // namespace audmg::queue

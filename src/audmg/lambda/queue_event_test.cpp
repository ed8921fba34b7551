// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/queue_event.hpp"

#include "testbeds/lambda_events.hpp"

#include <gtest/gtest.h>

namespace audmg::lambda {
namespace {

constexpr std::string_view kMessage =
    R"({"userId":"01890a5d-ac96-774b-bcce-b302099a8057","fileId":"01890a5d-ac96-774b-bcce-b302099a8059"})";

TEST(QueueEvent, ReadsABatchOfSqs) {
  const json::Value value = event_fixture("queue_event", "sqs");
  const auto event = read_queue_event(value);
  ASSERT_TRUE(event);
  EXPECT_EQ(event->source, QueueEvent::Source::sqs);
  ASSERT_EQ(event->records.size(), 2U);
  EXPECT_EQ(event->records[0].message_id, "059f36b4-87a3-44ab-83d2-661975830a7d");
  EXPECT_EQ(event->records[0].body, kMessage);
  EXPECT_EQ(event->records[0].receive_count, 1U);
  EXPECT_EQ(event->records[1].receive_count, 3U);
}

TEST(QueueEvent, ReadsSns) {
  const json::Value value = event_fixture("queue_event", "sns");
  const auto event = read_queue_event(value);
  ASSERT_TRUE(event);
  EXPECT_EQ(event->source, QueueEvent::Source::sns);
  EXPECT_EQ(event->records.front().body, kMessage);
  EXPECT_EQ(event->records.front().message_id, "95df01b4-ee98-5cb9-9903-4c221d41eb5e");
}

TEST(QueueEvent, IsNoneWhenARecordCannotBeNamed) {
  const std::string text = event_text("queue_event", "sqs");
  EXPECT_FALSE(read_queue_event(event_value(replaced(text, "messageId", "id"))));
  EXPECT_FALSE(read_queue_event(event_value(replaced(text, "aws:sqs", "aws:kinesis"))));
  EXPECT_FALSE(read_queue_event(event_value("{}")));
  EXPECT_FALSE(read_queue_event(event_value(R"({"Records":[]})")));
  EXPECT_FALSE(read_queue_event(event_value(R"({"Records":[7]})")));
  EXPECT_FALSE(read_queue_event(event_value(R"({"Records":"x"})")));
}

TEST(QueueEvent, ReadsAStrangeReceiveCountAsTheFirst) {
  const std::string text = event_text("queue_event", "sqs");
  const json::Value value = event_value(
      replaced(text, R"("ApproximateReceiveCount": "1")", R"("ApproximateReceiveCount": "-1")"));
  EXPECT_EQ(read_queue_event(value)->records.front().receive_count, 1U);
}

TEST(BatchFailures, NamesEachMessage) {
  EXPECT_EQ(write_batch_failures({}), R"({"batchItemFailures":[]})");
  EXPECT_EQ(write_batch_failures({"a", "b"}),
            R"({"batchItemFailures":[{"itemIdentifier":"a"},{"itemIdentifier":"b"}]})");
}

}  // namespace
}  // namespace audmg::lambda

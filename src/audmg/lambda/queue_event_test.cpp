// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/queue_event.hpp"

#include "audmg/lambda/object_event.hpp"
#include "lambda/event_fixture.hpp"

#include <gtest/gtest.h>

namespace audmg::lambda {
namespace {

constexpr std::string_view kMessage =
    R"({"userId":"01890a5d-ac96-774b-bcce-b302099a8057","fileId":"01890a5d-ac96-774b-bcce-b302099a8059"})";

/// The body of the first record.
std::string body_of(const std::string& name) {
  const json::Value value = event_fixture("queue_event", name);
  const auto event = read_queue_event(value);
  EXPECT_TRUE(event) << event.error().message;
  return event ? std::string(event->records.front().body) : "";
}

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

TEST(Notification, IsTakenOutOfItsEnvelope) {
  EXPECT_EQ(unwrap_notification(body_of("sqs_sns")), kMessage);
  EXPECT_EQ(unwrap_notification(kMessage), std::nullopt);
  EXPECT_EQ(unwrap_notification("text"), std::nullopt);
  EXPECT_EQ(unwrap_notification(R"({"Type":"Notification","Message":"no topic"})"), std::nullopt);
}

TEST(ObjectEvent, DecodesTheKey) {
  const auto event = read_object_event(body_of("sqs_s3"));
  ASSERT_TRUE(event && *event);
  EXPECT_FALSE((*event)->is_test);
  ASSERT_EQ((*event)->changes.size(), 1U);
  const ObjectChange& change = (*event)->changes.front();
  EXPECT_EQ(change.event_name, "ObjectCreated:Put");
  EXPECT_EQ(change.bucket, "drive");
  EXPECT_EQ(change.key, "orig/ü b+c.jpg");
  EXPECT_EQ(change.size, 1024U);
}

TEST(ObjectEvent, KnowsTheTestMessage) {
  const auto event = read_object_event(body_of("sqs_s3_test"));
  ASSERT_TRUE(event && *event);
  EXPECT_TRUE((*event)->is_test);
  EXPECT_TRUE((*event)->changes.empty());
}

TEST(ObjectEvent, IsNoneInOtherMessages) {
  for (const std::string_view body :
       {"", "x", "{", "[]", R"({"Records":[]})", R"({"Records":[{}]})"}) {
    const auto event = read_object_event(body);
    ASSERT_TRUE(event) << body;
    EXPECT_FALSE(*event) << body;
  }
  EXPECT_FALSE(*read_object_event(kMessage));
}

TEST(ObjectEvent, IsRefusedWhenItIsBroken) {
  const std::string text = body_of("sqs_s3");
  EXPECT_FALSE(read_object_event(replaced(text, "orig/%C3", "orig/%zz")));
  EXPECT_FALSE(read_object_event(replaced(text, "\"key\"", "\"name\"")));
  EXPECT_FALSE(read_object_event(replaced(text, "\"bucket\"", "\"bin\"")));
  EXPECT_FALSE(read_object_event(replaced(text, "\"size\":1024", "\"size\":-1")));
  EXPECT_FALSE(read_object_event(replaced(text, "orig/%C3", std::string(1025, 'x'))));
}

}  // namespace
}  // namespace audmg::lambda

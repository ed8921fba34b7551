// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/queue/adapters/sqs/message_text.hpp"

#include "contract/error_code.hpp"

#include <gtest/gtest.h>

namespace audmg::queue::sqs {
namespace {

json::Value parse(const std::string& text) {
  return json::parse(text, {.max_bytes = std::size_t{1} << 20U}).value();
}

TEST(SqsMessageText, EncodesOnlyWhatSqsRefuses) {
  using std::string_view_literals::operator""sv;
  for (const auto plain : {"{}"sv, "a\tb\r\n"sv, "\xf0\x9f\x8e\xb5"sv, "\x7f"sv}) {
    EXPECT_TRUE(is_plain_body(plain)) << plain;
  }
  for (const auto other : {""sv, "a\0b"sv, "\x1b["sv, "\xff"sv, "\xef\xbf\xbf"sv, "\xc3"sv}) {
    EXPECT_FALSE(is_plain_body(other)) << other;
  }
  EXPECT_EQ(send_request("u", {"{}", "a b", std::chrono::milliseconds(1001)}),
            R"({"QueueUrl":"u","MessageBody":"{}","DelaySeconds":2,"MessageGroupId":"a%20b"})");
  EXPECT_EQ(send_request("u", {std::string("\0", 1), "", {}}),
            R"({"QueueUrl":"u","MessageBody":"AA==","MessageAttributes":{"encoding":)"
            R"({"DataType":"String","StringValue":"base64"}}})");
}

TEST(SqsMessageText, MakesLessUrgentMessagesAGroupOfTheirOwn) {
  const auto group_of = [](const std::string& group, Priority priority) {
    const auto request = parse(
        send_request("u", {.body = "{}", .group_id = group, .order = {.priority = priority}}));
    const json::Value* const id = request.find("MessageGroupId");
    return id == nullptr ? std::string() : *id->as_string();
  };
  EXPECT_EQ(group_of("a:b", Priority::normal), "a%3Ab");
  EXPECT_EQ(group_of("a:b", Priority::low), "a%3Ab:low");
  EXPECT_EQ(group_of("", Priority::background), ":background");
  for (const std::string group : {"a:b", ""}) {
    for (const Priority priority : {Priority::normal, Priority::low, Priority::background}) {
      const auto messages = read_messages(
          parse(R"({"Messages":[{"MessageId":"m","ReceiptHandle":"r","Body":"x","Attributes":)"
                R"({"ApproximateReceiveCount":"1","SentTimestamp":"1","MessageGroupId":")" +
                group_of(group, priority) + R"("}}]})"));
      EXPECT_EQ(messages->at(0).group_id, group);
      EXPECT_EQ(messages->at(0).priority, priority);
    }
  }
}

TEST(SqsMessageText, SendsAMessageAgainAsItWasSentFirst) {
  const std::string request =
      send_again_request("u",
                         {.message_id = "m",
                          .body = "{}",
                          .group_id = "a b",
                          .receipt_handle = "r",
                          .receive_count = 4,
                          .sent_at = TimePoint(std::chrono::milliseconds(7)),
                          .priority = Priority::low},
                         std::chrono::seconds(3));
  EXPECT_EQ(request, R"({"QueueUrl":"u","MessageBody":"{}","MessageAttributes":{"firstSentAt":)"
                     R"({"DataType":"String","StringValue":"7"}},"DelaySeconds":3,)"
                     R"("MessageGroupId":"a%20b:low"})");
}

TEST(SqsMessageText, ReadsWhatWasDelivered) {
  const auto message = read_delivered_message({.message_id = "m",
                                               .body = "=",
                                               .receipt_handle = "r",
                                               .group = "a%20b:background",
                                               .encoding = "base64",
                                               .first_sent_at = "7",
                                               .sent_at = "1700000000123",
                                               .receive_count = 2});
  ASSERT_TRUE(message) << message.error().message;
  EXPECT_EQ(message->body, "");
  EXPECT_EQ(message->group_id, "a b");
  EXPECT_EQ(message->priority, Priority::background);
  EXPECT_EQ(message->sent_at, TimePoint(std::chrono::milliseconds(7)));
  EXPECT_EQ(message->receive_count, 2U);
  // As a person may send it.
  DeliveredMessage by_hand;
  by_hand.body = "{}";
  EXPECT_TRUE(read_delivered_message(by_hand));
  by_hand.body = "?";
  by_hand.encoding = "base64";
  EXPECT_EQ(error_code(read_delivered_message(by_hand)), ErrorCode::internal);
}

TEST(SqsMessageText, ReadsMessages) {
  const auto messages = read_messages(parse(
      R"({"Messages":[{"MessageId":"m","ReceiptHandle":"r","Body":"AA==",)"
      R"("Attributes":{"ApproximateReceiveCount":"3","SentTimestamp":"1700000000123",)"
      R"("MessageGroupId":"a%20b"},"MessageAttributes":{"encoding":{"StringValue":"base64"}}}]})"));
  ASSERT_TRUE(messages) << messages.error().message;
  const Message& message = messages->at(0);
  EXPECT_EQ(message.body, std::string("\0", 1));
  EXPECT_EQ(message.group_id, "a b");
  EXPECT_EQ(message.receive_count, 3U);
  EXPECT_EQ(message.sent_at.time_since_epoch().count(), 1'700'000'000'123);
  EXPECT_TRUE(read_messages(parse("{}"))->empty());
}

TEST(SqsMessageText, RefusesWhatIsIncomplete) {
  for (const std::string text :
       {R"({"Messages":{}})", R"({"Messages":[{}]})", R"({"Messages":[1]})",
        R"({"Messages":[{"MessageId":"m","ReceiptHandle":"r","Body":"!","Attributes":)"
        R"({"ApproximateReceiveCount":"1","SentTimestamp":"1"},"MessageAttributes":)"
        R"({"encoding":{"StringValue":"base64"}}}]})",
        R"({"Messages":[{"MessageId":"m","ReceiptHandle":"r","Body":"x","Attributes":)"
        R"({"ApproximateReceiveCount":"x","SentTimestamp":"1"}}]})"}) {
    EXPECT_EQ(error_code(read_messages(parse(text))), ErrorCode::internal) << text;
  }
}

}  // namespace
}  // namespace audmg::queue::sqs

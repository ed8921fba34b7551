// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/json/document.hpp"
#include "audmg/lib/pugixml/document.hpp"
#include "audmg/notification/adapters/sns/sns_publisher.hpp"
#include "audmg/notification/event_json.hpp"
#include "audmg/queue/adapters/sqs/sqs_message_queue.hpp"
#include "aws/partner.hpp"
#include "aws/partner_fault.hpp"
#include "contract/publisher_contract.hpp"

#include <gtest/gtest.h>

namespace audmg::notification {
namespace {

/// A topic of its own at the test partner, with a queue as its subscriber.
class SnsHarness {
 public:
  SnsHarness() {
    topic_arn_ = ask("Action=CreateTopic&Name=" + name_, "CreateTopicResult", "TopicArn");
    create_queue();
    ask("Action=Subscribe&Protocol=sqs&Attributes.entry.1.key=RawMessageDelivery&"
        "Attributes.entry.1.value=true&TopicArn=" +
            topic_arn_ + "&Endpoint=arn:aws:sqs:eu-central-1:123456789012:" + name_,
        "SubscribeResult", "SubscriptionArn");
    publisher_ = make(std::chrono::seconds(20));
    impatient_ = make(kImpatience);
  }
  ~SnsHarness() { set_partner_fault("sns", Recipient::accepts); }
  SnsHarness(const SnsHarness&) = delete;
  SnsHarness& operator=(const SnsHarness&) = delete;

  Publisher& publisher() { return *publisher_; }
  Publisher& impatient() { return *impatient_; }
  void let(Recipient state) { set_partner_fault("sns", state); }

  std::vector<std::string> taken() {
    for (;;) {
      const auto messages = queue_->receive_message({10, std::chrono::hours(1), {}}, {});
      EXPECT_TRUE(messages);
      if (!messages || messages->empty()) break;
      for (const auto& message : *messages) events_.push_back(*event_from_json(message.body));
    }
    std::vector<std::string> ids;
    for (const Event& event : events_) ids.push_back(event.id);
    return ids;
  }
  std::string last_text() {
    static_cast<void>(taken());
    return events_.back().detail;
  }

 private:
  std::string ask(const std::string& form, const std::string& result, const std::string& name) {
    const std::string body =
        AwsPartner::get().call({.endpoint = AwsPartner::get().moto(),
                                .scope = {AwsPartner::get().region(), "sns"},
                                .protocol = aws::Protocol::xml},
                               {.action = "prepare",
                                .fields = {{"Content-Type", "application/x-www-form-urlencoded"}},
                                .body = form});
    const auto document = xml::Document::parse(body, {});
    EXPECT_TRUE(document) << body;
    return std::string(document->root().child(result)->child_text(name).value_or(""));
  }

  void create_queue() {
    const std::string body = "{\"QueueName\":\"" + name_ + "\"}";
    AwsPartner::get().call(
        {.endpoint = AwsPartner::get().moto(), .scope = {AwsPartner::get().region(), "sqs"}},
        {.action = "CreateQueue",
         .fields = {{"Content-Type", "application/x-amz-json-1.0"},
                    {"X-Amz-Target", "AmazonSQS.CreateQueue"}},
         .body = body});
    auto made = queue::sqs::make_sqs_message_queue({.queue = name_,
                                                    .region = AwsPartner::get().region(),
                                                    .endpoint = AwsPartner::get().moto()},
                                                   AwsPartner::get().credentials(),
                                                   AwsPartner::get().transport(), clock_);
    AUDMG_ASSERT(made.has_value());
    queue_ = *std::move(made);
  }

  std::unique_ptr<Publisher> make(std::chrono::milliseconds timeout) {
    auto made =
        make_sns_publisher({.topic_arn = topic_arn_,
                            .region = AwsPartner::get().region(),
                            .endpoint = AwsPartner::get().moto(),
                            .timeout = timeout},
                           AwsPartner::get().credentials(), AwsPartner::get().transport(), clock_);
    AUDMG_ASSERT(made.has_value());
    return *std::move(made);
  }

  const std::string name_ = AwsPartner::fresh_name();
  SystemClock clock_;
  std::string topic_arn_;
  std::unique_ptr<queue::MessageQueue> queue_;
  std::unique_ptr<Publisher> publisher_;
  std::unique_ptr<Publisher> impatient_;
  std::vector<Event> events_;
};

INSTANTIATE_TYPED_TEST_SUITE_P(Sns, PublisherContract, testing::Types<SnsHarness>);

TEST(SnsPublisher, ATopicThatIsNotThereIsForLater) {
  const SystemClock clock;
  auto& partner = AwsPartner::get();
  const auto publisher =
      make_sns_publisher({.topic_arn = "arn:aws:sns:eu-central-1:123456789012:nosuch",
                          .region = partner.region(),
                          .endpoint = partner.moto()},
                         partner.credentials(), partner.transport(), clock);
  ASSERT_TRUE(publisher);
  Event event;
  event.id = make_uuid7(clock.now());
  event.type = "file.ready";
  const auto published = (*publisher)->publish(event);
  ASSERT_FALSE(published);
  EXPECT_EQ(published.error().code, ErrorCode::unavailable) << published.error().message;
  EXPECT_TRUE(published.error().retryable);
}

TEST(SnsPublisher, WhatIsNoTopicIsRefused) {
  const SystemClock clock;
  auto& partner = AwsPartner::get();
  for (const std::string arn :
       {"", "events", "arn:aws:sqs:r:1:q", "arn:aws:sns:r:1:a b", "arn:aws:sns:r:1:t:sub"}) {
    EXPECT_EQ(error_code(make_sns_publisher(
                  {.topic_arn = arn, .region = partner.region(), .endpoint = partner.moto()},
                  partner.credentials(), partner.transport(), clock)),
              ErrorCode::invalid_argument)
        << arn;
  }
}

}  // namespace
}  // namespace audmg::notification

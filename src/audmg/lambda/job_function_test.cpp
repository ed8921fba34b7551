// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/job_function.hpp"

#include "audmg/functions/media_services.hpp"
#include "audmg/lambda/limits.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/media/renderer.hpp"
#include "testbeds/lambda_testbed.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>

namespace audmg::lambda {
namespace {

/// Arguments of the handler below; tests of this file run one after another.
std::vector<std::string>& seen() {
  static std::vector<std::string> bodies;
  return bodies;
}

/// Does what the message says.
Result<void> obey(const functions::Job& job) {
  seen().emplace_back(job.body);
  if (job.body == "fail") return fail(ErrorCode::unavailable, "as told");
  if (job.body == "throw") throw std::runtime_error("as told");
  if (job.body == "wait") {
    for (int i = 0; i < 1000 && !job.stop.stop_requested(); ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return job.stop.stop_requested() ? fail(ErrorCode::deadline_exceeded, "stopped")
                                     : Result<void>();
  }
  return {};
}

std::string sqs_event(const std::vector<std::string>& bodies) {
  json::Writer json;
  json.begin_object().key("Records").begin_array();
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    json.begin_object()
        .field("eventSource", "aws:sqs")
        .field("messageId", "m" + std::to_string(i))
        .field("body", bodies[i])
        .end_object();
  }
  return std::move(json.end_array().end_object()).take();
}

class JobFunctionTest : public LambdaTest {
 protected:
  JobFunctionTest() { seen().clear(); }

  /// Lambda receives a message that says so, and brings it.
  InvocationResult work_on_sent(const std::string& body,
                                std::chrono::milliseconds left = std::chrono::seconds(30)) {
    EXPECT_TRUE(deployment.queue->send_message({.body = body, .group_id = "ada"}));
    const auto received = deployment.queue->receive_message(
        {.visibility_timeout = std::chrono::minutes(90), .wait_time = {}}, {});
    EXPECT_TRUE(received && received->size() == 1);
    const queue::Message& message = received->at(0);
    json::Writer json;
    json.begin_object().key("Records").begin_array().begin_object();
    json.field("eventSource", "aws:sqs")
        .field("messageId", message.message_id)
        .field("receiptHandle", message.receipt_handle)
        .field("body", message.body)
        .key("attributes")
        .begin_object()
        .field("ApproximateReceiveCount", std::to_string(message.receive_count))
        .field("SentTimestamp", std::to_string(message.sent_at.time_since_epoch().count()))
        .end_object();
    return work(std::move(json.end_object().end_array().end_object()).take(), left);
  }
  std::vector<queue::MessageSummary> listed(queue::MessageState state) {
    return deployment.queue->list_messages({.state = state, .after = {}}).value();
  }

  functions::JobRoute route{.function = "obey",
                            .queue = functions::kMediaQueue,
                            .handler = functions::JobHandler{},
                            .waits_out_shortages = false};

  InvocationResult work(std::string event,
                        std::chrono::milliseconds left = std::chrono::seconds(30)) {
    JobFunction function(route, obey, deployment);
    Invocation invocation{.request_id = "invocation-1",
                          .deadline = drive().clock.now() + left,
                          .trace_id = {},
                          .event = std::move(event)};
    return function.handle(invocation);
  }
};

TEST_F(JobFunctionTest, NamesTheMessagesThatFailed) {
  EXPECT_EQ(work(sqs_event({"go", "fail", "go", "throw", "go"})),
            R"({"batchItemFailures":[{"itemIdentifier":"m1"},{"itemIdentifier":"m3"}]})");
  EXPECT_EQ(seen().size(), 5U);
  EXPECT_EQ(work(sqs_event({"go"})), R"({"batchItemFailures":[]})");
  ASSERT_EQ(deployment.counted.calls.size(), 6U);
  EXPECT_FALSE(deployment.counted.calls[0].error);
  EXPECT_TRUE(deployment.counted.calls[1].error);
}

TEST_F(JobFunctionTest, GivesBackWhatThereIsNoTimeFor) {
  const auto started_at = std::chrono::steady_clock::now();
  EXPECT_EQ(work(sqs_event({"go", "wait", "go"}), kDeadlineMargin + std::chrono::milliseconds(200)),
            R"({"batchItemFailures":[{"itemIdentifier":"m1"},{"itemIdentifier":"m2"}]})");
  EXPECT_LT(std::chrono::steady_clock::now() - started_at, std::chrono::seconds(5));
  EXPECT_EQ(seen(), (std::vector<std::string>{"go", "wait"}));
}

// The queue's own timeout, which covers the longest invocation, is hours.
TEST_F(JobFunctionTest, AFailedMessageComesAgainAfterSeconds) {
  EXPECT_NE(work_on_sent("throw"), R"({"batchItemFailures":[]})");
  const auto delayed = listed(queue::MessageState::delayed);
  ASSERT_EQ(delayed.size(), 1U);
  EXPECT_EQ(delayed[0].receive_count, 1U);
  EXPECT_EQ(delayed[0].last_error, "exception: as told");
  drive().clock.advance(std::chrono::seconds(2));
  EXPECT_EQ(deployment.queue->get_queue_attributes()->visible, 1U);
}

TEST_F(JobFunctionTest, AShortageIsNotCounted) {
  route.waits_out_shortages = true;
  EXPECT_NE(work_on_sent("fail"), R"({"batchItemFailures":[]})");
  const auto delayed = listed(queue::MessageState::delayed);
  ASSERT_EQ(delayed.size(), 1U);
  EXPECT_EQ(delayed[0].receive_count, 0U);
}

// Else a file that takes longer than an invocation would be tried for ever.
TEST_F(JobFunctionTest, AJobThatTookAllOfTheTimeIsCounted) {
  route.waits_out_shortages = true;
  EXPECT_NE(work_on_sent("wait", kDeadlineMargin + std::chrono::milliseconds(50)),
            R"({"batchItemFailures":[]})");
  const auto delayed = listed(queue::MessageState::delayed);
  ASSERT_EQ(delayed.size(), 1U);
  EXPECT_EQ(delayed[0].receive_count, 1U);
}

TEST_F(JobFunctionTest, WhatThereIsNoTimeForCanBeReceivedAtOnce) {
  EXPECT_NE(work_on_sent("go", std::chrono::milliseconds(0)), R"({"batchItemFailures":[]})");
  EXPECT_TRUE(seen().empty());
  EXPECT_EQ(listed(queue::MessageState::visible).size(), 1U);
}

// Should Lambda end the process, nothing gives the message back.
TEST_F(JobFunctionTest, TheMessageUnderWayHasAShortLease) {
  EXPECT_EQ(work_on_sent("go"), R"({"batchItemFailures":[]})");
  EXPECT_EQ(listed(queue::MessageState::in_flight).size(), 1U) << "to be deleted by Lambda";
  drive().clock.advance(kJobLease);
  EXPECT_EQ(deployment.queue->get_queue_attributes()->visible, 1U);
}

TEST_F(JobFunctionTest, BeginsNothingPastTheDeadline) {
  EXPECT_EQ(work(sqs_event({"go"}), std::chrono::milliseconds(0)),
            R"({"batchItemFailures":[{"itemIdentifier":"m0"}]})");
  EXPECT_TRUE(seen().empty());
}

TEST_F(JobFunctionTest, FailsAnSnsEventAsAWhole) {
  const std::string event = event_text("queue_event", "sns");
  EXPECT_EQ(work(event), "{}");
  ASSERT_EQ(seen().size(), 1U);
  EXPECT_TRUE(seen()[0].starts_with(R"({"userId":")"));
  const auto outcome =
      work(R"({"Records":[{"EventSource":"aws:sns","Sns":{"MessageId":"m","Message":"fail"}}]})");
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().type, kJobFailed);
}

/// Renders nothing, and fails in a way that may pass.
class BusyRenderer final : public media::Renderer {
 public:
  Result<media::Rendered> render(const media::RenderRequest&, const std::stop_token&) override {
    ++calls;
    return fail(ErrorCode::unavailable, "as told", true);
  }
  int calls = 0;
};

TEST_F(JobFunctionTest, HasAnOriginalProcessedThatS3TellsOf) {
  BusyRenderer renderer;
  const functions::MediaServices media{.renderer = renderer, .plan = media::default_plan()};
  deployment.with_media = &media;
  drive().policies.process_media = true;
  const auto ada = drive().add_user("ada");
  ASSERT_EQ(drive().upload(ada, sample_gif()).status, 201);
  const auto tell = [&](const std::string& key) {
    json::Writer json;
    json.begin_object().key("Records").begin_array().begin_object();
    json.field("eventSource", "aws:s3").field("eventName", "ObjectCreated:Put").key("s3");
    json.begin_object().key("object").begin_object().field("key", key).end_object().end_object();
    json.end_object().end_array().end_object();
    return invoke("media", sqs_event({std::move(json).take()}));
  };
  EXPECT_EQ(tell("orig/of/nobody"), R"({"batchItemFailures":[]})");
  EXPECT_EQ(renderer.calls, 0);
  EXPECT_EQ(tell(drive().rows(ada.user).front().object_key),
            R"({"batchItemFailures":[{"itemIdentifier":"m0"}]})");
  EXPECT_EQ(renderer.calls, 1);
}

TEST_F(JobFunctionTest, FailsForWhatIsNoBatch) {
  for (const std::string event :
       {"", "{}", R"({"Records":[{"eventSource":"aws:sqs","body":"go"}]})"}) {
    const auto outcome = work(event);
    ASSERT_FALSE(outcome) << event;
    EXPECT_EQ(outcome.error().type, kBadEvent);
  }
  EXPECT_TRUE(seen().empty());
}

}  // namespace
}  // namespace audmg::lambda

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/queue/adapters/sqs/sqs_message_queue.hpp"
#include "aws/partner.hpp"
#include "contract/queue_steps.hpp"
#include "doubles/manual_clock.hpp"

#include <memory>
#include <mutex>
#include <string>

namespace audmg::queue {
namespace sqs {

/// Tells the partner the time before each call.
class ClockedTransport final : public aws::HttpTransport {
 public:
  explicit ClockedTransport(const Clock& clock) : clock_(clock) {}
  Result<curl::ClientAnswer> send(const curl::ClientRequest& request) override {
    {
      const std::scoped_lock lock(mutex_);
      const auto now = clock_.now().time_since_epoch().count();
      if (now != told_) {
        AwsPartner::get().control("PUT", "clock", "{\"now_ms\":" + std::to_string(now) + "}");
      }
      told_ = now;
    }
    return AwsPartner::get().transport().send(request);
  }

 private:
  const Clock& clock_;
  std::mutex mutex_;
  std::int64_t told_ = 0;
};

/// Two separate empty queues at the test partner, each with a dead-letter queue.
class SqsQueueHarness {
 public:
  SqsQueueHarness() {
    for (const std::string queue : {"media", "events"}) {
      create(queue + "-dead", "{}");
      create(queue, R"({"RedrivePolicy":"{\"deadLetterTargetArn\":\"arn:aws:sqs:eu-central-1:)"
                    R"(123456789012:)" +
                        name_ + queue + R"(-dead\",\"maxReceiveCount\":5}"})");
    }
    reopen();
  }

  MessageQueue& queue() { return *media_; }
  MessageQueue& other_queue() { return *events_; }
  ManualClock& clock() { return clock_; }
  void reopen() {
    media_ = open("media");
    events_ = open("events");
  }

 private:
  void create(const std::string& queue, const std::string& attributes) {
    const std::string body =
        "{\"QueueName\":\"" + name_ + queue + "\",\"Attributes\":" + attributes + "}";
    AwsPartner::get().call(
        {.endpoint = AwsPartner::get().moto(), .scope = {AwsPartner::get().region(), "sqs"}},
        {.action = "CreateQueue",
         .fields = {{"Content-Type", "application/x-amz-json-1.0"},
                    {"X-Amz-Target", "AmazonSQS.CreateQueue"}},
         .body = body});
  }

  std::unique_ptr<MessageQueue> open(const std::string& queue) {
    auto made = make_sqs_message_queue({.queue = name_ + queue,
                                        .region = AwsPartner::get().region(),
                                        .endpoint = AwsPartner::get().moto()},
                                       AwsPartner::get().credentials(), transport_, clock_);
    AUDMG_ASSERT(made.has_value());
    return *std::move(made);
  }

  const std::string name_ = AwsPartner::fresh_name();
  ManualClock clock_;
  ClockedTransport transport_{clock_};
  std::unique_ptr<MessageQueue> media_;
  std::unique_ptr<MessageQueue> events_;
};

}  // namespace sqs

/// The deviations that sqs_message_queue.hpp declares.
template <>
struct QueueDeviations<sqs::SqsQueueHarness> {
  static constexpr bool kKeepsOrder = false;
  static constexpr bool kGroupsTakeTurns = false;
  static constexpr bool kKnowsAge = false;
  static constexpr bool kReturnedIsDelayed = false;
  static constexpr bool kDiesAtOnce = false;
};

}  // namespace audmg::queue

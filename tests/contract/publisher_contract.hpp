// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/notification/publisher.hpp"
#include "contract/at_once.hpp"
#include "contract/error_code.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

namespace audmg::notification {

/// How long the publisher of Harness::impatient() waits.
inline constexpr std::chrono::milliseconds kImpatience{400};

/// What the other side does.
enum class Recipient { accepts, is_busy, refuses, hangs, is_gone };

/// What every Publisher does. `Harness` has a publisher and a real subscriber for it:
///   Publisher& publisher();               waits long enough for a slow machine
///   Publisher& impatient();               gives up after kImpatience
///   void let(Recipient);                 from now on
///   std::vector<std::string> taken();     ids of the events the subscriber took, in order
///   std::string last_text();              what the last of them said about `detail`, decoded
template <class Harness>
class PublisherContract : public testing::Test {
 protected:
  static Event make_event(std::string detail = R"({"fileName":"a.mp3"})") {
    const TimePoint now = SystemClock().now();
    return {.id = make_uuid7(now),
            .type = "file.ready",
            .at = now,
            .user_id = make_uuid7(now),
            .file_id = make_uuid7(now),
            .detail = std::move(detail)};
  }

  void expect_retryable(ErrorCode code, const Result<void>& result) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, code) << result.error().message;
    EXPECT_TRUE(result.error().retryable);
    EXPECT_FALSE(result.error().message.empty());
  }

  Harness harness_;
};

TYPED_TEST_SUITE_P(PublisherContract);

TYPED_TEST_P(PublisherContract, TheSubscriberHasTakenWhatReturned) {
  const Event first = this->make_event();
  const Event second = this->make_event();
  const auto published = this->harness_.publisher().publish(first);
  ASSERT_TRUE(published) << published.error().message;
  EXPECT_EQ(this->harness_.taken(), std::vector{first.id});
  ASSERT_TRUE(this->harness_.publisher().publish(second));
  EXPECT_EQ(this->harness_.taken(), (std::vector{first.id, second.id}));
}

TYPED_TEST_P(PublisherContract, TheSameEventHasTheSameIdEachTime) {
  const Event event = this->make_event();
  ASSERT_TRUE(this->harness_.publisher().publish(event));
  ASSERT_TRUE(this->harness_.publisher().publish(event));
  EXPECT_EQ(this->harness_.taken(), (std::vector{event.id, event.id}));
}

TYPED_TEST_P(PublisherContract, TextArrivesAsItIs) {
  const std::string name =
      "S\xc3\xa9"
      "ance =?x?= \xf0\x9f\x8e\xb5 \xe2\x82\xac .mp3";
  ASSERT_TRUE(
      this->harness_.publisher().publish(this->make_event(R"({"fileName":")" + name + "\"}")));
  EXPECT_NE(this->harness_.last_text().find(name), std::string::npos) << this->harness_.last_text();
}

TYPED_TEST_P(PublisherContract, ABusySubscriberIsForLater) {
  this->harness_.let(Recipient::is_busy);
  const Event event = this->make_event();
  this->expect_retryable(ErrorCode::unavailable, this->harness_.publisher().publish(event));
  this->harness_.let(Recipient::accepts);
  ASSERT_TRUE(this->harness_.publisher().publish(event));
  EXPECT_EQ(this->harness_.taken(), std::vector{event.id});
}

TYPED_TEST_P(PublisherContract, ARefusalIsForGood) {
  this->harness_.let(Recipient::refuses);
  const auto published = this->harness_.publisher().publish(this->make_event());
  ASSERT_FALSE(published);
  EXPECT_EQ(published.error().code, ErrorCode::invalid_argument) << published.error().message;
  EXPECT_FALSE(published.error().retryable);
  EXPECT_TRUE(this->harness_.taken().empty());
}

TYPED_TEST_P(PublisherContract, NobodyThereIsForLater) {
  this->harness_.let(Recipient::is_gone);
  this->expect_retryable(ErrorCode::unavailable,
                         this->harness_.publisher().publish(this->make_event()));
}

TYPED_TEST_P(PublisherContract, AHangingSubscriberIsGivenUp) {
  this->harness_.let(Recipient::hangs);
  const auto begin = std::chrono::steady_clock::now();
  this->expect_retryable(ErrorCode::deadline_exceeded,
                         this->harness_.impatient().publish(this->make_event()));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, kImpatience + std::chrono::seconds(5));
}

TYPED_TEST_P(PublisherContract, TakesCallsFromManyThreads) {
  std::vector<Event> events;
  for (int i = 0; i < 8; ++i) events.push_back(this->make_event());
  const auto outcomes = at_once(
      events.size(), [&](std::size_t i) { return this->harness_.publisher().publish(events[i]); });
  EXPECT_EQ(count_successes(outcomes), events.size());
  std::vector<std::string> taken = this->harness_.taken();
  std::vector<std::string> sent;
  for (const Event& event : events) sent.push_back(event.id);
  std::ranges::sort(taken);
  std::ranges::sort(sent);
  EXPECT_EQ(taken, sent);
}

REGISTER_TYPED_TEST_SUITE_P(PublisherContract, TheSubscriberHasTakenWhatReturned,
                            TheSameEventHasTheSameIdEachTime, TextArrivesAsItIs,
                            ABusySubscriberIsForLater, ARefusalIsForGood, NobodyThereIsForLater,
                            AHangingSubscriberIsGivenUp, TakesCallsFromManyThreads);

}  // namespace audmg::notification

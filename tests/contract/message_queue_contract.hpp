// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "contract/at_once.hpp"
#include "contract/error_code.hpp"
#include "contract/queue_steps.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <set>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace audmg::queue {

using namespace std::chrono_literals;

/// What every MessageQueue does. `Harness`: see QueueSteps.
template <class Harness>
class MessageQueueContract : public QueueSteps<Harness> {
 protected:
  using Deviations = QueueDeviations<Harness>;
};

TYPED_TEST_SUITE_P(MessageQueueContract);

TYPED_TEST_P(MessageQueueContract, AMessageComesBackAsSent) {
  const std::vector<std::string> bodies{R"({"file":"1"})",      "",
                                        std::string("a\0b", 3), "'; DROP TABLE messages;--",
                                        "\xf0\x9f\x8e\xb5",     std::string(kMaxBodyBytes, 'x')};
  for (const std::string& body : bodies) {
    const auto id = this->queue().send_message({.body = body, .group_id = "ada"});
    ASSERT_TRUE(id);
    const TimePoint sent_at = this->clock().now();
    this->clock().advance(1s);
    const Message message = this->receive_one();
    EXPECT_EQ(message.message_id, *id);
    EXPECT_EQ(message.body, body);
    EXPECT_EQ(message.group_id, "ada");
    EXPECT_EQ(message.receive_count, 1U);
    EXPECT_EQ(message.sent_at, sent_at);
    EXPECT_TRUE(this->queue().delete_message(message.receipt_handle));
  }
}

TYPED_TEST_P(MessageQueueContract, RefusesWhatIsOutsideItsLimits) {
  auto& queue = this->queue();
  EXPECT_EQ(error_code(queue.send_message({std::string(kMaxBodyBytes + 1, 'x'), "", 0ms})),
            ErrorCode::too_large);
  for (const std::chrono::milliseconds delay : {-1ms, kMaxDelay + 1ms}) {
    EXPECT_EQ(error_code(queue.send_message({"body", "", delay})), ErrorCode::invalid_argument);
  }
  for (const ReceiveMessageRequest& request :
       {ReceiveMessageRequest{0, 1s, 0s}, ReceiveMessageRequest{kMaxMessagesPerReceive + 1, 1s, 0s},
        ReceiveMessageRequest{1, 0s, 0s}, ReceiveMessageRequest{1, kMaxVisibilityTimeout + 1ms, 0s},
        ReceiveMessageRequest{1, 1s, -1ms}, ReceiveMessageRequest{1, 1s, kMaxWaitTime + 1ms}}) {
    EXPECT_EQ(error_code(queue.receive_message(request, {})), ErrorCode::invalid_argument);
  }
  this->send("ada");
  const Message message = this->receive_one();
  for (const std::chrono::milliseconds timeout : {-1ms, kMaxVisibilityTimeout + 1ms}) {
    EXPECT_EQ(error_code(queue.change_message_visibility(message.receipt_handle, timeout)),
              ErrorCode::invalid_argument);
  }
  EXPECT_TRUE(queue.change_message_visibility(message.receipt_handle, kMaxVisibilityTimeout));
  EXPECT_TRUE(queue.send_message({"body", "", kMaxDelay}));
}

TYPED_TEST_P(MessageQueueContract, AReceivedMessageComesAgainOnlyAfterItsTimeout) {
  const std::string id = this->send("ada");
  const Message first = this->receive_one(30s);
  this->clock().advance(30s - 1ms);
  EXPECT_TRUE(this->receive().empty());
  this->clock().advance(1ms);
  const Message second = this->receive_one(30s);
  EXPECT_EQ(second.message_id, id);
  EXPECT_EQ(second.receive_count, 2U);
  EXPECT_NE(second.receipt_handle, first.receipt_handle);
}

TYPED_TEST_P(MessageQueueContract, ADeletedMessageIsGone) {
  this->send("ada");
  const Message message = this->receive_one();
  EXPECT_TRUE(this->queue().delete_message(message.receipt_handle));
  EXPECT_EQ(error_code(this->queue().delete_message(message.receipt_handle)), ErrorCode::conflict);
  EXPECT_EQ(error_code(this->queue().change_message_visibility(message.receipt_handle, 1s)),
            ErrorCode::conflict);
  this->clock().advance(24h);
  EXPECT_TRUE(this->receive().empty());
  EXPECT_EQ(this->attributes().in_flight + this->attributes().visible, 0U);
}

// A worker that was stopped past its lease and goes on later must not touch what another one has.
TYPED_TEST_P(MessageQueueContract, AReceiptWhoseTimeIsOverIsWorthNothing) {
  this->send("ada");
  const Message stale = this->receive_one(30s);
  this->clock().advance(30s);
  EXPECT_EQ(error_code(this->queue().delete_message(stale.receipt_handle)), ErrorCode::conflict);
  EXPECT_EQ(error_code(this->queue().change_message_visibility(stale.receipt_handle, 30s)),
            ErrorCode::conflict);
  const Message taken_over = this->receive_one(30s);
  EXPECT_EQ(error_code(this->queue().delete_message(stale.receipt_handle)), ErrorCode::conflict);
  EXPECT_EQ(error_code(this->queue().change_message_visibility(stale.receipt_handle, 0s)),
            ErrorCode::conflict);
  EXPECT_EQ(error_code(this->queue().change_message_visibility(stale.receipt_handle, 9s, "late")),
            ErrorCode::conflict);
  EXPECT_TRUE(this->receive().empty()) << "the stale receipt gave back what is not its own";
  EXPECT_TRUE(this->queue().delete_message(taken_over.receipt_handle));
}

TYPED_TEST_P(MessageQueueContract, WhatIsNoReceiptOfThisQueueIsAConflict) {
  this->send("ada");
  const Message message = this->receive_one();
  for (const std::string& handle :
       {std::string(), std::string("."), message.message_id, message.message_id + ".",
        message.message_id + ".0", message.message_id + ".-1", message.message_id + ".2",
        message.message_id + ".1x", "x" + message.receipt_handle, message.receipt_handle + "1",
        std::string(100'000, '9')}) {
    EXPECT_EQ(error_code(this->queue().delete_message(handle)), ErrorCode::conflict) << handle;
    EXPECT_EQ(error_code(this->queue().change_message_visibility(handle, 1s)), ErrorCode::conflict);
  }
  EXPECT_EQ(error_code(this->harness_.other_queue().delete_message(message.receipt_handle)),
            ErrorCode::conflict);
  EXPECT_TRUE(this->queue().delete_message(message.receipt_handle));
}

TYPED_TEST_P(MessageQueueContract, ARenewedLeaseHolds) {
  this->send("ada");
  const Message message = this->receive_one(30s);
  for (int minute = 0; minute < 10; ++minute) {
    this->clock().advance(20s);
    ASSERT_TRUE(this->queue().change_message_visibility(message.receipt_handle, 30s));
    EXPECT_TRUE(this->receive().empty());
  }
  EXPECT_TRUE(this->queue().delete_message(message.receipt_handle));
}

TYPED_TEST_P(MessageQueueContract, GivenBackWithZeroItComesAtOnce) {
  const std::string id = this->send("ada");
  const Message message = this->receive_one();
  ASSERT_TRUE(this->queue().change_message_visibility(message.receipt_handle, 0s));
  EXPECT_EQ(this->attributes().visible, 1U);
  const Message again = this->receive_one();
  EXPECT_EQ(again.message_id, id);
  EXPECT_EQ(again.receive_count, 2U);
  EXPECT_EQ(error_code(this->queue().delete_message(message.receipt_handle)), ErrorCode::conflict);
}

TYPED_TEST_P(MessageQueueContract, AReturnedMessageComesAtOnce) {
  this->send("ada");
  const Message message = this->receive_one();
  ASSERT_TRUE(this->queue().return_message(message, 0s));
  EXPECT_EQ(error_code(this->queue().return_message(message, 0s)), ErrorCode::conflict);
  const Message again = this->receive_one();
  EXPECT_EQ(again.body, message.body);
  EXPECT_EQ(again.group_id, message.group_id);
  EXPECT_EQ(error_code(this->queue().delete_message(message.receipt_handle)), ErrorCode::conflict);
}

TYPED_TEST_P(MessageQueueContract, AMessageReturnedWithADelayWaits) {
  this->send("ada");
  const Message message = this->receive_one();
  ASSERT_TRUE(this->queue().return_message(message, 2s));
  EXPECT_EQ(this->attributes().visible, 0U);
  this->clock().advance(2s);
  EXPECT_EQ(this->receive_one().body, message.body);
}

TYPED_TEST_P(MessageQueueContract, AReturnedMessageWasNotReceived) {
  const MessageOrder order{.priority = Priority::background};
  ASSERT_TRUE(
      this->queue().send_message({.body = "work", .group_id = "ada", .delay = {}, .order = order}));
  const TimePoint sent_at = this->clock().now();
  for (std::uint32_t count = 0; count <= kMaxReceiveCount; ++count) {
    this->clock().advance(1s);
    const Message message = this->receive_one();
    EXPECT_EQ(message.receive_count, 1U);
    EXPECT_EQ(message.sent_at, sent_at);
    EXPECT_EQ(message.priority, Priority::background);
    ASSERT_TRUE(this->queue().return_message(message, 0s));
  }
  EXPECT_EQ(this->attributes().dead, 0U);
}

TYPED_TEST_P(MessageQueueContract, AFailedMessageWaits) {
  this->send("ada");
  const Message message = this->receive_one();
  ASSERT_TRUE(this->queue().change_message_visibility(message.receipt_handle, 90s, "no decoder"));
  this->clock().advance(90s - 1ms);
  EXPECT_TRUE(this->receive().empty());
  this->clock().advance(1ms);
  EXPECT_EQ(this->receive_one().receive_count, 2U);
}

TYPED_TEST_P(MessageQueueContract, ADelayedMessageWaits) {
  ASSERT_TRUE(this->queue().send_message({"later", "ada", 5s}));
  this->send("ada", "now");
  EXPECT_EQ(this->receive_one().body, "now");
  this->clock().advance(5s - 1ms);
  EXPECT_TRUE(this->receive().empty());
  this->clock().advance(1ms);
  EXPECT_EQ(this->receive_one().body, "later");
}

TYPED_TEST_P(MessageQueueContract, AfterItsLastReceiveAMessageIsDead) {
  this->send("ada", "poison");
  for (std::uint32_t count = 1; count <= kMaxReceiveCount; ++count) {
    EXPECT_EQ(this->receive_one(30s).receive_count, count);
    EXPECT_EQ(this->attributes().dead, 0U);
    this->clock().advance(30s);
  }
  this->send("ada", "good");
  EXPECT_EQ(this->receive_one().body, "good") << "others go on";
  EXPECT_TRUE(this->receive().empty());
  EXPECT_EQ(this->attributes().dead, 1U);
  this->clock().advance(24h);
  EXPECT_EQ(this->receive_one().body, "good");
  EXPECT_TRUE(this->receive().empty()) << "received once too often";
}

TYPED_TEST_P(MessageQueueContract, GivenBackAtItsLastReceiveAMessageIsDead) {
  for (const std::string error : {"", "no decoder"}) {
    this->send("ada");
    for (std::uint32_t count = 1; count <= kMaxReceiveCount; ++count) {
      const Message message = this->receive_one();
      EXPECT_EQ(message.receive_count, count);
      const auto pause = error.empty() ? 0s : 10s;
      ASSERT_TRUE(this->queue().change_message_visibility(message.receipt_handle, pause, error));
      this->clock().advance(pause);
    }
    EXPECT_TRUE(this->receive().empty());
  }
  EXPECT_EQ(this->attributes().dead, 2U);
}

TYPED_TEST_P(MessageQueueContract, TheLastReceiveMayStillRenewAndDelete) {
  this->send("ada");
  for (std::uint32_t count = 1; count < kMaxReceiveCount; ++count) {
    ASSERT_TRUE(this->queue().change_message_visibility(this->receive_one().receipt_handle, 0s));
  }
  const Message last = this->receive_one(30s);
  ASSERT_TRUE(this->queue().change_message_visibility(last.receipt_handle, 60s));
  this->clock().advance(59s);
  EXPECT_TRUE(this->queue().delete_message(last.receipt_handle));
  EXPECT_EQ(this->attributes().dead, 0U);
}

TYPED_TEST_P(MessageQueueContract, GroupsTakeTurns) {
  if (!TestFixture::Deviations::kGroupsTakeTurns) GTEST_SKIP() << "declared";
  for (int i = 0; i < 60; ++i) this->send("many", "many " + std::to_string(i));
  EXPECT_EQ(this->receive_one().group_id, "many");
  this->send("", "one of no group");
  this->send("another", "one");
  this->send("zulu", "one");
  std::multiset<std::string> groups;
  for (int i = 0; i < 4; ++i) groups.insert(this->receive_one().group_id);
  EXPECT_EQ(groups, (std::multiset<std::string>{"", "another", "many", "zulu"}));
  this->send("another", "two");
  groups.clear();
  for (const Message& message : this->receive(10)) groups.insert(message.group_id);
  EXPECT_EQ(groups.count("another"), 1U) << "within one batch too";
  EXPECT_EQ(groups.count("many"), 9U);
}

TYPED_TEST_P(MessageQueueContract, UrgentAndSmallWorkGoesFirst) {
  const auto send = [&](const std::string& body, Priority priority, std::uint32_t cost) {
    ASSERT_TRUE(this->queue().send_message(
        {.body = body, .group_id = "ada", .order = {.priority = priority, .cost = cost}}));
  };
  send("background", Priority::background, 1);
  send("low", Priority::low, 10);
  send("large", Priority::normal, 10);
  send("small", Priority::normal, 1);
  std::vector<std::string> received;
  for (int i = 0; i < 4; ++i) received.push_back(this->receive_one().body);
  if (!TestFixture::Deviations::kKeepsOrder) std::ranges::sort(received);
  const auto expected = TestFixture::Deviations::kKeepsOrder
                            ? std::vector<std::string>{"small", "large", "low", "background"}
                            : std::vector<std::string>{"background", "large", "low", "small"};
  EXPECT_EQ(received, expected);
  for (const std::uint32_t cost : {0U, kMaxMessageCost + 1}) {
    EXPECT_EQ(error_code(this->queue().send_message(
                  {.body = "body", .group_id = "ada", .order = {.cost = cost}})),
              ErrorCode::invalid_argument);
  }
}

TYPED_TEST_P(MessageQueueContract, ABatchHasNoMoreThanAskedFor) {
  std::set<std::string> sent;
  std::set<std::string> received;
  for (int i = 0; i < 25; ++i) sent.insert(this->send("group " + std::to_string(i % 3)));
  for (const std::size_t expected : {10U, 10U, 5U, 0U}) {
    const auto batch = this->receive(10);
    EXPECT_EQ(batch.size(), expected);
    for (const Message& message : batch) EXPECT_TRUE(received.insert(message.message_id).second);
  }
  EXPECT_EQ(received, sent);
}

TYPED_TEST_P(MessageQueueContract, QueuesOfOtherNamesAreOthers) {
  this->send("ada");
  EXPECT_TRUE(this->harness_.other_queue().receive_message({1, 1s, 0s}, {})->empty());
  EXPECT_EQ(this->harness_.other_queue().get_queue_attributes()->visible, 0U);
  ASSERT_TRUE(this->harness_.other_queue().send_message({"other", "ada", 0ms}));
  EXPECT_EQ(this->attributes().visible, 1U);
  EXPECT_NE(this->receive_one().body, "other");
}

TYPED_TEST_P(MessageQueueContract, TheAttributesCountWhatIsThere) {
  const std::uint64_t returned = TestFixture::Deviations::kReturnedIsDelayed ? 0 : 1;
  EXPECT_EQ(this->attributes().age_of_oldest, 0ms);
  for (int i = 0; i < 6; ++i) this->send("ada");
  ASSERT_TRUE(this->queue().send_message({"delayed", "ada", 60s}));
  this->clock().advance(7s);
  static_cast<void>(this->receive(2, 20s));
  const Message failed = this->receive_one(20s);
  ASSERT_TRUE(this->queue().change_message_visibility(failed.receipt_handle, 90s, "no"));
  QueueAttributes attributes = this->attributes();
  EXPECT_EQ(attributes.visible, 3U);
  EXPECT_EQ(attributes.in_flight, 2U + returned);
  EXPECT_EQ(attributes.delayed, 2U - returned);
  EXPECT_EQ(attributes.dead, 0U);
  EXPECT_EQ(attributes.age_of_oldest, TestFixture::Deviations::kKnowsAge ? 7s : 0s);
  // Nobody receives; the leases and then the delays end all the same.
  this->clock().advance(20s);
  attributes = this->attributes();
  EXPECT_EQ(attributes.visible, 5U);
  EXPECT_EQ(attributes.in_flight, returned);
  EXPECT_EQ(attributes.delayed, 2U - returned);
  this->clock().advance(70s);
  EXPECT_EQ(this->attributes().visible, 7U);
  this->kill(this->receive_one());
  if (!TestFixture::Deviations::kDiesAtOnce) this->receive_one();
  EXPECT_EQ(this->attributes().dead, 1U);
}

TYPED_TEST_P(MessageQueueContract, WhoWaitsIsWokenByASend) {
  const auto received = this->receive_while([&] { this->send("ada", "at last"); });
  ASSERT_EQ(received.size(), 1U);
  EXPECT_EQ(received.front().body, "at last");
}

TYPED_TEST_P(MessageQueueContract, WhoWaitsIsWokenByWhatIsGivenBack) {
  this->send("ada", "again");
  const Message message = this->receive_one();
  const auto received = this->receive_while(
      [&] { EXPECT_TRUE(this->queue().change_message_visibility(message.receipt_handle, 0s)); });
  ASSERT_EQ(received.size(), 1U);
}

TYPED_TEST_P(MessageQueueContract, AllWhoWaitGetOne) {
  std::vector<std::jthread> receivers;
  std::atomic<int> received = 0;
  for (int i = 0; i < 4; ++i) {
    receivers.emplace_back([&] {
      const auto messages = this->queue().receive_message({1, 30s, 20s}, {});
      received += messages ? static_cast<int>(messages->size()) : 0;
    });
  }
  for (int i = 0; i < 4; ++i) this->send("ada");
  receivers.clear();
  EXPECT_EQ(received, 4);
}

TYPED_TEST_P(MessageQueueContract, WhoWaitsGoesWhenToldTo) {
  std::stop_source stop;
  std::jthread stopper([&] {
    std::this_thread::sleep_for(50ms);
    stop.request_stop();
  });
  const auto begin = std::chrono::steady_clock::now();
  const auto received = this->queue().receive_message({1, 30s, 20s}, stop.get_token());
  EXPECT_TRUE(received && received->empty());
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 10s);
}

TYPED_TEST_P(MessageQueueContract, SixteenReceiversAtOnceShareNoMessage) {
  std::set<std::string> sent;
  for (int i = 0; i < 100; ++i) sent.insert(this->send("group " + std::to_string(i % 7)));
  std::set<std::string> received;
  for (int round = 0; round < 2; ++round) {
    const auto batches = at_once(
        16, [&](std::size_t i) { return this->queue().receive_message({1 + i % 10, 1h, 0s}, {}); });
    for (const auto& batch : batches) {
      ASSERT_TRUE(batch);
      for (const Message& message : *batch) {
        EXPECT_TRUE(received.insert(message.message_id).second) << "received twice";
      }
    }
  }
  EXPECT_EQ(received, sent);
}

TYPED_TEST_P(MessageQueueContract, OfEightDeletesAtOnceOneSucceeds) {
  this->send("ada");
  const Message message = this->receive_one();
  const auto results =
      at_once(8, [&](std::size_t) { return this->queue().delete_message(message.receipt_handle); });
  EXPECT_EQ(count_successes(results), 1U);
}

REGISTER_TYPED_TEST_SUITE_P(
    MessageQueueContract, AMessageComesBackAsSent, RefusesWhatIsOutsideItsLimits,
    AReceivedMessageComesAgainOnlyAfterItsTimeout, ADeletedMessageIsGone,
    AReceiptWhoseTimeIsOverIsWorthNothing, WhatIsNoReceiptOfThisQueueIsAConflict,
    ARenewedLeaseHolds, GivenBackWithZeroItComesAtOnce, AReturnedMessageComesAtOnce,
    AMessageReturnedWithADelayWaits, AReturnedMessageWasNotReceived, AFailedMessageWaits,
    ADelayedMessageWaits, AfterItsLastReceiveAMessageIsDead,
    GivenBackAtItsLastReceiveAMessageIsDead, TheLastReceiveMayStillRenewAndDelete, GroupsTakeTurns,
    UrgentAndSmallWorkGoesFirst, ABatchHasNoMoreThanAskedFor, QueuesOfOtherNamesAreOthers,
    TheAttributesCountWhatIsThere, WhoWaitsIsWokenByASend, WhoWaitsIsWokenByWhatIsGivenBack,
    AllWhoWaitGetOne, WhoWaitsGoesWhenToldTo, SixteenReceiversAtOnceShareNoMessage,
    OfEightDeletesAtOnceOneSucceeds);

}  // namespace audmg::queue

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "contract/error_code.hpp"
#include "contract/queue_steps.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace audmg::queue {

using namespace std::chrono_literals;

/// What every QueueAdministration does. `Harness`: see QueueSteps.
template <class Harness>
class QueueAdministrationContract : public QueueSteps<Harness> {
 protected:
  std::vector<std::string> list(std::optional<MessageState> state, std::size_t limit = 100) {
    std::vector<std::string> ids;
    ListMessagesRequest request{state, "", limit};
    for (;;) {
      const auto page = this->administration().list_messages(request);
      EXPECT_TRUE(page);
      if (!page || page->empty()) return ids;
      EXPECT_LE(page->size(), limit);
      for (const MessageSummary& message : *page) ids.push_back(message.message_id);
      request.after = ids.back();
    }
  }

  MessageSummary find(const std::string& id) {
    const auto found = this->administration().find_message(id);
    EXPECT_TRUE(found && *found);
    return found && *found ? **found : MessageSummary();
  }
};

TYPED_TEST_SUITE_P(QueueAdministrationContract);

TYPED_TEST_P(QueueAdministrationContract, ShowsAMessageInEachOfItsStates) {
  const TimePoint sent_at = this->clock().now();
  const std::string id = this->send("ada", "the body");
  MessageSummary message = this->find(id);
  EXPECT_EQ(message.message_id, id);
  EXPECT_EQ(message.body, "the body");
  EXPECT_EQ(message.group_id, "ada");
  EXPECT_EQ(message.state, MessageState::visible);
  EXPECT_EQ(message.receive_count, 0U);
  EXPECT_EQ(message.sent_at, sent_at);
  EXPECT_EQ(message.last_error, "");

  const Message received = this->receive_one(30s);
  message = this->find(id);
  EXPECT_EQ(message.state, MessageState::in_flight);
  EXPECT_EQ(message.receive_count, 1U);
  EXPECT_EQ(message.visible_at, sent_at + 30s);

  ASSERT_TRUE(this->queue().change_message_visibility(received.receipt_handle, 60s, "no decoder"));
  message = this->find(id);
  EXPECT_EQ(message.state, MessageState::delayed);
  EXPECT_EQ(message.visible_at, sent_at + 60s);
  EXPECT_EQ(message.last_error, "no decoder");

  this->clock().advance(60s);
  EXPECT_EQ(this->find(id).state, MessageState::visible);
  this->kill(this->receive_one());
  message = this->find(id);
  EXPECT_EQ(message.state, MessageState::dead);
  EXPECT_EQ(message.receive_count, kMaxReceiveCount);
  EXPECT_EQ(message.last_error, "poison");
}

TYPED_TEST_P(QueueAdministrationContract, ALeaseThatRanOutIsTheLastError) {
  const std::string id = this->send("ada");
  static_cast<void>(this->receive_one(30s));
  this->clock().advance(30s);
  const MessageSummary message = this->find(id);
  EXPECT_EQ(message.state, MessageState::visible);
  EXPECT_NE(message.last_error, "");
}

TYPED_TEST_P(QueueAdministrationContract, ALongErrorIsCutWhereACharacterEnds) {
  const std::string id = this->send("ada");
  std::string error(kMaxLastErrorBytes - 1, 'e');
  const std::string kept = error;
  error += "\xf0\x9f\x8e\xb5 and more";
  ASSERT_TRUE(
      this->queue().change_message_visibility(this->receive_one().receipt_handle, 0s, error));
  EXPECT_EQ(this->find(id).last_error, kept);
}

TYPED_TEST_P(QueueAdministrationContract, WhatIsNotThereIsNotFound) {
  const std::string id = this->send("ada");
  ASSERT_TRUE(this->queue().delete_message(this->receive_one().receipt_handle));
  for (const std::string& absent : {id, std::string(), std::string("no id")}) {
    const auto found = this->administration().find_message(absent);
    EXPECT_TRUE(found && !*found);
    EXPECT_EQ(error_code(this->administration().retry_message(absent)), ErrorCode::not_found);
  }
  EXPECT_EQ(error_code(this->administration().list_messages({{}, "no id", 10})),
            ErrorCode::invalid_argument);
}

TYPED_TEST_P(QueueAdministrationContract, ListsOldestFirstPageByPage) {
  std::vector<std::string> all;
  for (int i = 0; i < 12; ++i) all.push_back(this->send("group " + std::to_string(11 - i)));
  ASSERT_TRUE(this->harness_.other_queue().send_message({"other", "ada", 0ms}));
  std::vector<std::string> visible = all;
  std::vector<std::string> in_flight;
  for (const Message& message : this->receive(2)) {
    std::erase(visible, message.message_id);
    in_flight.push_back(message.message_id);
  }
  std::ranges::sort(in_flight, {},
                    [&](const std::string& id) { return std::ranges::find(all, id); });
  for (const std::size_t limit : {1U, 5U, 12U, 100U}) {
    EXPECT_EQ(this->list({}, limit), all) << limit;
    EXPECT_EQ(this->list(MessageState::visible, limit), visible);
    EXPECT_EQ(this->list(MessageState::in_flight, limit), in_flight);
    EXPECT_TRUE(this->list(MessageState::dead, limit).empty());
  }
}

TYPED_TEST_P(QueueAdministrationContract, ARetriedMessageBeginsAnew) {
  const std::string dead = this->send("ada");
  this->kill(this->receive_one());
  ASSERT_TRUE(this->administration().retry_message(dead));
  EXPECT_EQ(this->find(dead).receive_count, 0U);
  const Message message = this->receive_one(30s);
  EXPECT_EQ(message.message_id, dead);
  EXPECT_EQ(message.receive_count, 1U);
  EXPECT_EQ(error_code(this->administration().retry_message(dead)), ErrorCode::conflict);
  this->clock().advance(30s);
  EXPECT_TRUE(this->administration().retry_message(dead)) << "its lease is over";
  EXPECT_EQ(this->receive_one().receive_count, 1U);

  ASSERT_TRUE(this->queue().send_message({"delayed", "ada", 60s}));
  const auto delayed = this->list(MessageState::delayed);
  ASSERT_EQ(delayed.size(), 1U);
  ASSERT_TRUE(this->administration().retry_message(delayed.front()));
  EXPECT_EQ(this->receive_one().body, "delayed");
}

// Counting anew must not make an old receipt good again.
TYPED_TEST_P(QueueAdministrationContract, AReceiptFromBeforeARetryIsWorthNothing) {
  const std::string id = this->send("ada");
  const Message before = this->receive_one();
  ASSERT_TRUE(this->queue().change_message_visibility(before.receipt_handle, 0s));
  ASSERT_TRUE(this->administration().retry_message(id));
  const Message after = this->receive_one();
  EXPECT_EQ(after.receive_count, before.receive_count);
  EXPECT_EQ(error_code(this->queue().delete_message(before.receipt_handle)), ErrorCode::conflict);
  EXPECT_TRUE(this->queue().delete_message(after.receipt_handle));
}

TYPED_TEST_P(QueueAdministrationContract, RedriveBringsAllDeadOnesBack) {
  EXPECT_EQ(this->administration().redrive(), 0U);
  for (int i = 0; i < 3; ++i) {
    this->send("ada");
    this->kill(this->receive_one());
  }
  this->send("ada");
  EXPECT_EQ(this->administration().redrive(), 3U);
  EXPECT_EQ(this->attributes().dead, 0U);
  const auto messages = this->receive(10);
  ASSERT_EQ(messages.size(), 4U);
  for (const Message& message : messages) EXPECT_EQ(message.receive_count, 1U);
}

TYPED_TEST_P(QueueAdministrationContract, WhilePausedNothingIsReceived) {
  EXPECT_EQ(this->administration().is_paused(), false);
  ASSERT_TRUE(this->administration().set_paused(true));
  EXPECT_EQ(this->administration().is_paused(), true);
  this->send("ada");
  EXPECT_TRUE(this->receive().empty());
  EXPECT_EQ(this->attributes().visible, 1U);
  ASSERT_TRUE(this->harness_.other_queue().send_message({"other", "ada", 0ms}));
  EXPECT_EQ(this->harness_.other_queue().receive_message({1, 30s, 0s}, {})->size(), 1U);
  this->harness_.reopen();
  EXPECT_EQ(this->administration().is_paused(), true);
  EXPECT_TRUE(this->receive().empty());
  ASSERT_TRUE(this->administration().set_paused(false));
  EXPECT_EQ(this->receive().size(), 1U);
}

TYPED_TEST_P(QueueAdministrationContract, WhatIsInFlightMayEndWhilePaused) {
  this->send("ada", "finished");
  this->send("ada", "given back");
  const auto messages = this->receive(2);
  ASSERT_EQ(messages.size(), 2U);
  ASSERT_TRUE(this->administration().set_paused(true));
  EXPECT_TRUE(this->queue().delete_message(messages[0].receipt_handle));
  EXPECT_TRUE(this->queue().change_message_visibility(messages[1].receipt_handle, 0s));
  EXPECT_TRUE(this->receive().empty());
  ASSERT_TRUE(this->administration().set_paused(false));
  EXPECT_EQ(this->receive_one().body, "given back");
}

TYPED_TEST_P(QueueAdministrationContract, WhoWaitsIsWokenByTheOperator) {
  const std::string id = this->send("ada");
  this->kill(this->receive_one());
  EXPECT_EQ(
      this->receive_while([&] { EXPECT_TRUE(this->administration().retry_message(id)); }).size(),
      1U);
  this->clock().advance(30s);
  this->kill(this->receive_one());
  EXPECT_EQ(this->receive_while([&] { EXPECT_EQ(this->administration().redrive(), 1U); }).size(),
            1U);
  ASSERT_TRUE(this->administration().set_paused(true));
  this->send("ada");
  EXPECT_EQ(
      this->receive_while([&] { EXPECT_TRUE(this->administration().set_paused(false)); }).size(),
      1U);
}

REGISTER_TYPED_TEST_SUITE_P(QueueAdministrationContract, ShowsAMessageInEachOfItsStates,
                            ALeaseThatRanOutIsTheLastError, ALongErrorIsCutWhereACharacterEnds,
                            WhatIsNotThereIsNotFound, ListsOldestFirstPageByPage,
                            ARetriedMessageBeginsAnew, AReceiptFromBeforeARetryIsWorthNothing,
                            RedriveBringsAllDeadOnesBack, WhilePausedNothingIsReceived,
                            WhatIsInFlightMayEndWhilePaused, WhoWaitsIsWokenByTheOperator);

}  // namespace audmg::queue

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/queue/message_queue.hpp"
#include "audmg/queue/queue_administration.hpp"
#include "doubles/manual_clock.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace audmg::queue {

/// Where a queue does less than the port says: for each harness, a specialisation. Each deviation
/// is named in the adapter's header and in docs/writing-an-adapter.md.
template <class Harness>
struct QueueDeviations {
  static constexpr bool kGroupsTakeTurns = true;
  static constexpr bool kKeepsOrder = true;
  static constexpr bool kKnowsAge = true;
  /// What was given back with a pause counts as delayed; else it stays in flight.
  static constexpr bool kReturnedIsDelayed = true;
  /// A message that was given back at its last receive is dead at once; else when it would be
  /// received.
  static constexpr bool kDiesAtOnce = true;
};

/// Steps of the contract suites of queues. `Harness` has an empty queue(), an other_queue() of
/// another name, the administration() of the first, the clock() of all, and reopen(), which does
/// what a restart does.
template <class Harness>
class QueueSteps : public testing::Test {
 protected:
  MessageQueue& queue() { return harness_.queue(); }
  QueueAdministration& administration() { return harness_.administration(); }
  ManualClock& clock() { return harness_.clock(); }

  std::string send(const std::string& group, const std::string& body = "body") {
    const auto id = queue().send_message({.body = body, .group_id = group});
    EXPECT_TRUE(id);
    return id.value_or("");
  }

  /// What can be received now.
  std::vector<Message> receive(std::size_t most = 1,
                               std::chrono::milliseconds timeout = std::chrono::seconds(30)) {
    auto messages = queue().receive_message({most, timeout, std::chrono::milliseconds(0)}, {});
    EXPECT_TRUE(messages);
    return std::move(messages).value_or(std::vector<Message>());
  }

  Message receive_one(std::chrono::milliseconds timeout = std::chrono::seconds(30)) {
    auto messages = receive(1, timeout);
    EXPECT_EQ(messages.size(), 1U);
    return messages.empty() ? Message() : std::move(messages.front());
  }

  /// Waits for a message, which `wake` should bring, much shorter than the wait time.
  template <class Wake>
  std::vector<Message> receive_while(Wake wake) {
    std::jthread waker([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      wake();
    });
    const auto begin = std::chrono::steady_clock::now();
    auto messages =
        queue().receive_message({1, std::chrono::seconds(30), std::chrono::seconds(20)}, {});
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
    EXPECT_TRUE(messages);
    return std::move(messages).value_or(std::vector<Message>());
  }

  /// Gives the message back as failed until it is dead.
  void kill(Message message) {
    for (;;) {
      EXPECT_TRUE(queue().change_message_visibility(message.receipt_handle,
                                                    std::chrono::milliseconds(0), "poison"));
      if (message.receive_count >= kMaxReceiveCount) return;
      // The oldest of its group, so the next one unless other groups wait.
      message = receive_one();
    }
  }

  QueueAttributes attributes() {
    const auto attributes = queue().get_queue_attributes();
    EXPECT_TRUE(attributes);
    return attributes.value_or(QueueAttributes());
  }

  Harness harness_;
};

}  // namespace audmg::queue

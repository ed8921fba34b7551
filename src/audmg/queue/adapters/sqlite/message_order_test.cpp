// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors

// Simulates on the real table which of many waiting messages are served first.
#include "audmg/core/message_order.hpp"

#include "audmg/lib/sqlite/new_message.hpp"
#include "contract/error_code.hpp"
#include "contract/queue_steps.hpp"
#include "doubles/sqlite_queue_harness.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace audmg::queue {
namespace {

using namespace std::chrono_literals;

constexpr MessageOrder kPhoto{};
/// An audiobook of five hours.
constexpr MessageOrder kAudiobook{.priority = Priority::low, .cost = 150};
constexpr MessageOrder kRebuild{.priority = Priority::background};

class MessageOrderTest : public QueueSteps<SqliteQueueHarness> {
 protected:
  struct Batch {
    std::string group;
    std::string body;
    int count = 0;
    MessageOrder order{};
  };

  /// Sends all messages in one commit.
  void send_batches(const std::vector<Batch>& batches) {
    auto& writer = harness_.database().connections().writer;
    ASSERT_TRUE(writer.submit([&](sqlite::Connection& connection) -> Result<void> {
      for (const Batch& batch : batches) {
        for (int i = 0; i < batch.count; ++i) {
          AUDMG_CHECK(sqlite::insert_message(connection, {.queue = "media",
                                                          .id = MessageId::make(clock().now()),
                                                          .group_id = batch.group,
                                                          .body = batch.body,
                                                          .sent_at = clock().now(),
                                                          .order = batch.order}));
        }
      }
      return {};
    }));
  }
  void send_batch(const std::string& group, const std::string& body, int count,
                  const MessageOrder& order) {
    send_batches({{group, body, count, order}});
  }

  /// Bodies of the next messages in the order of their receives; none comes back.
  std::vector<std::string> next(std::size_t count) {
    std::vector<std::string> bodies;
    while (bodies.size() < count) {
      const auto batch = receive(std::min(count - bodies.size(), kMaxMessagesPerReceive), 12h);
      if (batch.empty()) break;
      for (const Message& message : batch) bodies.push_back(message.body);
    }
    return bodies;
  }

  std::size_t count_in(const std::vector<std::string>& bodies, const std::string& body) {
    return static_cast<std::size_t>(std::ranges::count(bodies, body));
  }
};

TEST_F(MessageOrderTest, AfterTwoThousandPhotosOfOneUserThePhotoOfAnotherIsNext) {
  send_batch("ada", "ada's", 2000, kPhoto);
  EXPECT_EQ(count_in(next(7), "ada's"), 7U);
  send_batch("bob", "bob's", 1, kPhoto);
  EXPECT_EQ(receive_one(12h).body, "bob's");
  EXPECT_EQ(count_in(next(500), "ada's"), 500U);
  send_batch("bob", "bob's", 1, kPhoto);
  EXPECT_EQ(receive_one(12h).body, "bob's");
}

TEST_F(MessageOrderTest, PhotosGoBeforeALongRecording) {
  send_batch("ada", "audiobook", 1, kAudiobook);
  send_batch("ada", "ada's photo", 100, kPhoto);
  send_batch("bob", "bob's photo", 100, kPhoto);
  EXPECT_EQ(count_in(next(200), "audiobook"), 0U);
  EXPECT_EQ(next(1), std::vector<std::string>{"audiobook"});
}

TEST_F(MessageOrderTest, OfOneUserSmallGoesBeforeLarge) {
  send_batch("ada", "large", 3, {.cost = 40});
  send_batch("ada", "middle", 2, {.cost = 5});
  send_batch("ada", "small", 3, {.cost = 1});
  EXPECT_EQ(next(4), (std::vector<std::string>{"small", "small", "small", "middle"}));
  EXPECT_EQ(next(4), (std::vector<std::string>{"middle", "large", "large", "large"}));
}

TEST_F(MessageOrderTest, WhatNobodyWaitsForComesLast) {
  send_batch("ada", "rebuild", 50, kRebuild);
  EXPECT_EQ(next(2), (std::vector<std::string>{"rebuild", "rebuild"}));
  send_batch("bob", "photo", 200, kPhoto);
  EXPECT_EQ(count_in(next(200), "rebuild"), 0U);
  EXPECT_EQ(next(48).size(), 48U);
}

TEST_F(MessageOrderTest, GroupsWithABacklogGetEqualShares) {
  for (const std::string group : {"ada", "bob", "cleo"}) send_batch(group, group, 100, kPhoto);
  const auto bodies = next(150);
  for (const std::string group : {"ada", "bob", "cleo"}) {
    EXPECT_NEAR(static_cast<double>(count_in(bodies, group)), 50, 2) << group;
  }
}

// More work comes in than is done, from ever new users and from busy ones; still, everything is
// received.
TEST_F(MessageOrderTest, NothingStarves) {
  for (const unsigned seed : {1U, 2U}) {
    std::minstd_rand random(seed);
    send_batches({{"patient", "recording", 1, {.priority = Priority::low, .cost = 20}},
                  {"patient", "rebuild", 1, kRebuild},
                  {"patient", "large", 1, {.cost = 200}}});
    std::map<std::string, int> received_after;
    int received = 0;
    int users = 0;
    while (received_after.size() < 3 && received < 5000) {
      std::vector<Batch> photos;
      for (int i = 0; i < 6; ++i) {
        const bool is_new = random() % 2 == 0;
        const std::string group =
            is_new ? "new " + std::to_string(users++) : "busy " + std::to_string(random() % 3);
        photos.push_back(
            {group, "photo", 2, {.cost = static_cast<std::uint32_t>(1 + random() % 3)}});
      }
      send_batches(photos);
      for (const std::string& body : next(10)) {
        ++received;
        if (body != "photo") received_after.emplace(body, received);
      }
    }
    ASSERT_EQ(received_after.size(), 3U) << "seed " << seed;
    EXPECT_GT(received_after["large"], 500) << "its turn comes after much small work";
    EXPECT_LT(received_after["large"], received_after["rebuild"]);
    EXPECT_LT(received_after["rebuild"], received_after["recording"]);
    EXPECT_LT(received_after["recording"], 3000);
    next(100'000);
  }
}

TEST_F(MessageOrderTest, AFailedMessageKeepsItsPlace) {
  send("ada", "failed");
  const Message failed = receive_one();
  send_batch("ada", "photo", 20, kPhoto);
  ASSERT_TRUE(queue().change_message_visibility(failed.receipt_handle, 5s, "once more"));
  EXPECT_EQ(next(3).size(), 3U);
  clock().advance(5s);
  EXPECT_EQ(next(1), std::vector<std::string>{"failed"});
}

TEST_F(MessageOrderTest, RedrivenMessagesTakeTheirTurn) {
  send_batch("ada", "dead", 20, kPhoto);
  for (std::uint32_t i = 0; i < kMaxReceiveCount; ++i) {
    EXPECT_EQ(receive(10, 1s).size(), 10U);
    EXPECT_EQ(receive(10, 1s).size(), 10U);
    clock().advance(1s);
  }
  send_batch("bob", "photo", 50, kPhoto);
  EXPECT_EQ(next(25).size(), 25U);
  EXPECT_EQ(*administration().redrive(), 20U);
  const auto bodies = next(20);
  EXPECT_NEAR(static_cast<double>(count_in(bodies, "dead")), 10, 2);
  send_batch("cleo", "cleo's", 1, kPhoto);
  EXPECT_EQ(count_in(next(3), "cleo's"), 1U) << "after one of each other group at most";
}

TEST_F(MessageOrderTest, ARestartChangesNoOrder) {
  send_batch("ada", "ada's", 30, kPhoto);
  EXPECT_EQ(count_in(next(10), "ada's"), 10U);
  send_batch("ada", "audiobook", 1, kAudiobook);
  harness_.reopen();
  send_batch("bob", "bob's", 1, kPhoto);
  // The leases of the first ten ended with the process.
  EXPECT_EQ(count_in(next(10), "ada's"), 10U);
  EXPECT_EQ(next(1), std::vector<std::string>{"bob's"});
  EXPECT_EQ(count_in(next(20), "ada's"), 20U);
  EXPECT_EQ(next(1), std::vector<std::string>{"audiobook"});
}

TEST_F(MessageOrderTest, RefusesACostOutsideItsLimits) {
  for (const std::uint32_t cost : {0U, kMaxMessageCost + 1}) {
    EXPECT_EQ(error_code(queue().send_message(
                  {.body = "body", .group_id = "ada", .order = {.cost = cost}})),
              ErrorCode::invalid_argument);
  }
  send_batch("ada", "dearest", 2, {.priority = Priority::background, .cost = kMaxMessageCost});
  EXPECT_EQ(next(2).size(), 2U);
}

}  // namespace
}  // namespace audmg::queue

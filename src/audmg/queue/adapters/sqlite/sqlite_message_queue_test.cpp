// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors

// What only this adapter promises: restarts, clocks that are set, sleeping without turning, and
// messages that come out of the database's own transactions.
#include "audmg/queue/adapters/sqlite/sqlite_message_queue.hpp"

#include "contract/error_code.hpp"
#include "contract/queue_steps.hpp"
#include "doubles/sample_rows.hpp"
#include "doubles/sqlite_queue_harness.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <ctime>
#include <mutex>
#include <random>
#include <set>
#include <stop_token>
#include <thread>

namespace audmg::queue {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

class SqliteMessageQueueTest : public QueueSteps<SqliteQueueHarness> {};

TEST_F(SqliteMessageQueueTest, ARestartEndsAllLeasesAndKeepsTheRest) {
  const std::string leased = send("ada");
  const Message before = receive_one(1h);
  const std::string waiting = send("ada");
  ASSERT_TRUE(queue().send_message({"delayed", "ada", 60s}));
  harness_.reopen();
  EXPECT_EQ(attributes().visible, 2U);
  EXPECT_EQ(attributes().delayed, 1U);
  EXPECT_EQ(error_code(queue().delete_message(before.receipt_handle)), ErrorCode::conflict);
  const Message after = receive_one();
  EXPECT_EQ(after.message_id, leased);
  EXPECT_EQ(after.receive_count, 2U);
  EXPECT_NE((*administration().find_message(leased))->last_error, "");
  EXPECT_EQ(error_code(queue().delete_message(before.receipt_handle)), ErrorCode::conflict);
  EXPECT_EQ(receive_one().message_id, waiting);
}

TEST_F(SqliteMessageQueueTest, AMessageThatKillsTheProcessIsDeadInTheEnd) {
  send("ada");
  for (std::uint32_t count = 1; count <= kMaxReceiveCount; ++count) {
    EXPECT_EQ(receive_one(1h).receive_count, count);
    harness_.reopen();
  }
  EXPECT_TRUE(receive().empty());
  EXPECT_EQ(attributes().dead, 1U);
}

TEST_F(SqliteMessageQueueTest, WhenTheClockIsSetBackLeasesAndDelaysEndNoLater) {
  send("ada", "leased");
  static_cast<void>(receive_one(30s));
  ASSERT_TRUE(queue().send_message({"delayed", "ada", 60s}));
  clock().advance(10s);
  EXPECT_TRUE(receive().empty());
  clock().advance(-24h);
  EXPECT_TRUE(receive().empty());
  clock().advance(20s);
  EXPECT_EQ(receive_one().body, "leased");
  clock().advance(30s);
  EXPECT_EQ(receive(10).size(), 2U);
}

TEST_F(SqliteMessageQueueTest, ALeaseThatIsRenewedAfterTheClockWasSetBackHolds) {
  send("ada");
  const Message message = receive_one(30s);
  clock().advance(-24h);
  ASSERT_TRUE(queue().change_message_visibility(message.receipt_handle, 30s));
  EXPECT_TRUE(receive().empty());
  clock().advance(29s);
  EXPECT_TRUE(receive().empty());
  EXPECT_TRUE(queue().delete_message(message.receipt_handle));
}

TEST_F(SqliteMessageQueueTest, ASmallStepOfTheClockMovesNothing) {
  send("ada");
  static_cast<void>(receive_one(30s));
  for (int i = 0; i < 100; ++i) {
    clock().advance(-500ms);
    EXPECT_TRUE(receive().empty());
    clock().advance(500ms);
  }
  clock().advance(29s);
  EXPECT_TRUE(receive().empty());
}

TEST_F(SqliteMessageQueueTest, WhenTheClockJumpsAheadAMessageIsReceivedAgainAndNotLost) {
  send("ada");
  const Message early = receive_one(30s);
  clock().advance(24h);
  const Message again = receive_one(30s);
  EXPECT_EQ(error_code(queue().delete_message(early.receipt_handle)), ErrorCode::conflict);
  clock().advance(-24h);
  EXPECT_TRUE(queue().delete_message(again.receipt_handle));
}

TEST_F(SqliteMessageQueueTest, ADelayByAClockThatWasWrongEndsAtTheNextStart) {
  clock().advance(24h * 365);
  ASSERT_TRUE(queue().send_message({"body", "ada", 60s}));
  clock().advance(-24h * 365);
  harness_.reopen();
  EXPECT_EQ(receive().size(), 1U);
}

TEST_F(SqliteMessageQueueTest, AnOutboxSendsWithTheChangeAndWakesWhoWaits) {
  auto& files = harness_.database().files();
  auto& processing = harness_.database().processing();
  const database::User user = database::make_user("ada");
  ASSERT_TRUE(harness_.database().users().create_user(user));
  const database::File file = database::make_file(user.id);
  const auto outbox = [&](const std::string& body) {
    return database::Outbox{.messages = {{.queue = "media",
                                          .body = body,
                                          .group_id = user.id.text(),
                                          .sent_at = clock().now()}},
                            .events = {}};
  };
  const auto received =
      receive_while([&] { EXPECT_TRUE(files.add_file({file, std::nullopt, outbox("added")})); });
  ASSERT_EQ(received.size(), 1U);
  EXPECT_EQ(received[0].body, "added");
  EXPECT_EQ(received[0].group_id, user.id.text());
  EXPECT_EQ(received[0].sent_at, clock().now());
  EXPECT_EQ(received[0].receive_count, 1U);
  EXPECT_TRUE(queue().delete_message(received[0].receipt_handle));

  // Neither a duplicate nor a change that fails sends anything.
  database::File same_bytes = database::make_file(user.id);
  same_bytes.sha256 = file.sha256;
  EXPECT_TRUE(files.add_file({same_bytes, std::nullopt, outbox("duplicate")}));
  database::File same_id = database::make_file(user.id);
  same_id.id = file.id;
  EXPECT_FALSE(files.add_file({same_id, std::nullopt, outbox("clash")}));
  const auto absent = FileId::make(clock().now());
  EXPECT_TRUE(files.delete_file(user.id, absent, outbox("absent")));
  EXPECT_FALSE(
      processing.restart_processing({user.id, absent, clock().now(), {}, outbox("absent")}));
  EXPECT_FALSE(processing.finish_processing(
      {user.id, file.id, 7, database::FileStatus::ready, "", "", outbox("stale")}));
  EXPECT_TRUE(receive(10).empty());

  const auto attempt = processing.begin_processing({user.id, file.id, clock().now()});
  ASSERT_TRUE(attempt && *attempt);
  EXPECT_TRUE(
      processing.finish_processing({user.id, file.id, (*attempt)->fencing_token,
                                    database::FileStatus::ready, "", "", outbox("finished")}));
  EXPECT_EQ(receive_one().body, "finished");
  EXPECT_TRUE(
      processing.restart_processing({user.id, file.id, clock().now(), {}, outbox("restarted")}));
  EXPECT_EQ(receive_one().body, "restarted");
  EXPECT_TRUE(files.delete_file(user.id, file.id, outbox("deleted")));
  EXPECT_EQ(receive_one().body, "deleted");
  EXPECT_TRUE(harness_.other_queue().receive_message({1, 1s, 0s}, {})->empty());
}

TEST_F(SqliteMessageQueueTest, ADelayedMessageOfAnOutboxWaits) {
  const database::User user = database::make_user("ada");
  ASSERT_TRUE(harness_.database().users().create_user(user));
  ASSERT_TRUE(harness_.database().files().add_file(
      {database::make_file(user.id),
       std::nullopt,
       {.messages = {{"media", "later", "ada", clock().now(), 5s}}, .events = {}}}));
  EXPECT_TRUE(receive().empty());
  EXPECT_EQ(attributes().delayed, 1U);
  clock().advance(5s);
  EXPECT_EQ(receive_one().body, "later");
}

TEST_F(SqliteMessageQueueTest, WhoIsStoppedTakesNothingMore) {
  send("ada");
  std::stop_source stop;
  stop.request_stop();
  EXPECT_TRUE(queue().receive_message({1, 30s, 20s}, stop.get_token())->empty());
  EXPECT_EQ(receive_one().receive_count, 1U);
}

/// A queue by the machine's clock, for what has to do with sleeping.
class RealTimeTest : public testing::Test {
 protected:
  Result<std::vector<Message>> receive(std::chrono::milliseconds lease,
                                       std::chrono::milliseconds wait_time) {
    return queue_->receive_message({1, lease, wait_time}, {});
  }

  SqliteQueueHarness harness_;
  const SystemClock clock_;
  std::unique_ptr<SqliteMessageQueue> queue_ =
      *make_sqlite_message_queue(harness_.database().connections(), "real", clock_);
};

TEST_F(RealTimeTest, WhoWaitsIsWokenByTheEndOfADelay) {
  const auto begin = steady_clock::now();
  ASSERT_TRUE(queue_->send_message({"body", "ada", 300ms}));
  EXPECT_EQ(receive(30s, 20s)->size(), 1U);
  EXPECT_GE(steady_clock::now() - begin, 290ms);
  EXPECT_LT(steady_clock::now() - begin, 10s);
}

TEST_F(RealTimeTest, WhoWaitsIsWokenByTheEndOfALeaseTakenMeanwhile) {
  const auto begin = steady_clock::now();
  std::jthread other([&] {
    std::this_thread::sleep_for(50ms);
    EXPECT_TRUE(queue_->send_message({"body", "ada", 0ms}));
    // One of the two gets it, and answers never.
  });
  std::atomic<int> received = 0;
  std::vector<std::jthread> receivers;
  for (int i = 0; i < 2; ++i) {
    receivers.emplace_back([&] { received += static_cast<int>(receive(300ms, 20s)->size()); });
  }
  receivers.clear();
  EXPECT_EQ(received, 2);
  EXPECT_GE(steady_clock::now() - begin, 340ms);
  EXPECT_LT(steady_clock::now() - begin, 10s);
}

TEST_F(RealTimeTest, WhoWaitsIsWokenWhenALeaseEndsSoonerThanItSaid) {
  ASSERT_TRUE(queue_->send_message({"body", "ada", 0ms}));
  const Message message = receive(1min, 0s)->front();
  const auto begin = steady_clock::now();
  std::jthread other([&] {
    std::this_thread::sleep_for(50ms);
    EXPECT_TRUE(queue_->change_message_visibility(message.receipt_handle, 200ms, "once more"));
  });
  EXPECT_EQ(receive(30s, 20s)->size(), 1U);
  EXPECT_GE(steady_clock::now() - begin, 240ms);
  EXPECT_LT(steady_clock::now() - begin, 10s);
}

TEST_F(RealTimeTest, WaitingCostsNoTime) {
  ASSERT_TRUE(queue_->send_message({"body", "ada", 1min}));
  const std::clock_t cpu_before = std::clock();
  const auto writes_before = harness_.database().statistics().writes;
  std::vector<std::jthread> receivers;
  for (int i = 0; i < 8; ++i) {
    receivers.emplace_back([&] { EXPECT_TRUE(receive(30s, 1s)->empty()); });
  }
  receivers.clear();
  EXPECT_LT(std::clock() - cpu_before, CLOCKS_PER_SEC / 5);
  EXPECT_EQ(harness_.database().statistics().writes, writes_before);
}

// Under load, with deletes, failures and returns: whoever holds a message holds it alone.
TEST_F(RealTimeTest, SixteenReceiversNeverHoldAMessageAtTheSameTime) {
  constexpr int kMessages = 400;
  std::mutex mutex;
  std::set<std::string> held;
  std::atomic<int> deleted = 0;
  std::atomic<int> held_twice = 0;
  std::vector<std::jthread> threads;
  for (unsigned seed = 0; seed < 16; ++seed) {
    threads.emplace_back([&, seed] {
      std::minstd_rand random(seed + 1);
      while (deleted < kMessages) {
        const auto batch = queue_->receive_message({1 + random() % 4, 1min, 50ms}, {});
        ASSERT_TRUE(batch) << batch.error().message;
        {
          const std::scoped_lock lock(mutex);
          for (const Message& message : *batch) {
            held_twice += held.insert(message.message_id).second ? 0 : 1;
          }
        }
        for (const Message& message : *batch) {
          // Let go before the queue may give it to the next one.
          {
            const std::scoped_lock lock(mutex);
            held.erase(message.message_id);
          }
          const bool fails = message.receive_count < kMaxReceiveCount && random() % 3 == 0;
          if (fails) {
            EXPECT_TRUE(queue_->change_message_visibility(
                message.receipt_handle, std::chrono::milliseconds(random() % 3), "again"));
          } else {
            EXPECT_TRUE(queue_->delete_message(message.receipt_handle));
            ++deleted;
          }
        }
      }
    });
  }
  for (int i = 0; i < kMessages; ++i) {
    ASSERT_TRUE(queue_->send_message({"body", "group " + std::to_string(i % 5), 0ms}));
  }
  threads.clear();
  EXPECT_EQ(held_twice, 0);
  EXPECT_EQ(deleted, kMessages);
  const auto attributes = queue_->get_queue_attributes();
  EXPECT_EQ(attributes->visible + attributes->in_flight + attributes->delayed + attributes->dead,
            0U);
}

}  // namespace
}  // namespace audmg::queue

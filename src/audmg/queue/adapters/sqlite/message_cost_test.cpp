// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors

// What sending, receiving and deleting cost must not grow with the number of messages that wait.
// Counted in steps of SQLite's virtual machine, which are the same on every machine.
#include "audmg/database/adapters/sqlite/writer_connection.hpp"
#include "audmg/lib/sqlite/group_commit_writer.hpp"
#include "audmg/lib/sqlite/reader_pool.hpp"
#include "audmg/queue/adapters/sqlite/sqlite_message_queue.hpp"
#include "doubles/manual_clock.hpp"
#include "doubles/temporary_folder.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <string>

namespace audmg::queue {
namespace {

using namespace std::chrono_literals;

/// Reads and resets one counter of every prepared statement.
std::map<std::string, int> counters(sqlite::Connection& connection, int counter) {
  std::map<std::string, int> counts;
  sqlite3_stmt* statement = nullptr;
  while ((statement = ::sqlite3_next_stmt(connection.handle(), statement)) != nullptr) {
    counts[::sqlite3_sql(statement)] += ::sqlite3_stmt_status(statement, counter, 1);
  }
  return counts;
}

class MessageCostTest : public testing::Test {
 protected:
  std::map<std::string, int> count(int counter) {
    std::map<std::string, int> counts;
    EXPECT_TRUE(writer_->submit([&](sqlite::Connection& connection) -> Result<void> {
      counts = counters(connection, counter);
      return {};
    }));
    EXPECT_TRUE(readers_->read([&](sqlite::Connection& connection) -> Result<void> {
      for (const auto& [sql, steps] : counters(connection, counter)) counts[sql] += steps;
      return {};
    }));
    return counts;
  }

  /// Messages of one group, sent long ago; `until` more come, by number.
  void fill(int until, const std::string& state) {
    const std::string sql =
        "WITH RECURSIVE numbers (n) AS (SELECT " + std::to_string(filled_) +
        " UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < " + std::to_string(until) +
        ") INSERT INTO messages (queue, state, id, group_id, visible_at, sent_at, body, rank)"
        " SELECT 'media', '" +
        state + "', CAST(printf('%016d', n) AS BLOB), 'many', n, n, 'body', 4 * n + 3 FROM numbers";
    ASSERT_TRUE(
        writer_->submit([&](sqlite::Connection& connection) { return connection.execute(sql); }));
    filled_ = until;
  }

  std::vector<Message> receive(std::size_t most) {
    auto messages = queue_->receive_message({most, 30s, 0s}, {});
    EXPECT_TRUE(messages);
    return std::move(messages).value_or(std::vector<Message>());
  }

  /// The life of a few messages, in every state.
  void use_everything() {
    EXPECT_TRUE(queue_->send_message({"body", "few", 0ms}));
    EXPECT_TRUE(queue_->send_message({"body", "few", 1s}));
    const auto messages = receive(4);
    ASSERT_EQ(messages.size(), 4U);
    EXPECT_TRUE(queue_->change_message_visibility(messages[0].receipt_handle, 60s));
    EXPECT_TRUE(queue_->delete_message(messages[0].receipt_handle));
    EXPECT_TRUE(queue_->delete_message(messages[1].receipt_handle));
    EXPECT_TRUE(queue_->change_message_visibility(messages[2].receipt_handle, 1s, "failed"));
    EXPECT_TRUE(queue_->change_message_visibility(messages[3].receipt_handle, 0s));
    EXPECT_TRUE(queue_->find_message(messages[2].message_id));
    EXPECT_TRUE(queue_->list_messages({{}, messages[2].message_id, 5}));
    EXPECT_TRUE(queue_->list_messages({MessageState::dead, "", 5}));
    EXPECT_TRUE(queue_->retry_message(messages[2].message_id));
    EXPECT_EQ(queue_->redrive(), 0U);
    EXPECT_TRUE(queue_->set_paused(false));
    EXPECT_EQ(queue_->is_paused(), false);
    clock_.advance(1s);
    EXPECT_TRUE(receive(1).size() == 1U);
    clock_.advance(30s);
  }

  TemporaryFolder folder_;
  database::SqliteDatabaseOptions options_{.file = folder_.path() / "audmg.db"};
  std::unique_ptr<sqlite::GroupCommitWriter> writer_ = std::make_unique<sqlite::GroupCommitWriter>(
      *database::open_writer_connection(options_), 1000);
  std::unique_ptr<sqlite::ReaderPool> readers_ =
      *sqlite::ReaderPool::open({.file = options_.file}, 1);
  ManualClock clock_;
  std::unique_ptr<SqliteMessageQueue> queue_ =
      *make_sqlite_message_queue({*writer_, *readers_}, "media", clock_);
  int filled_ = 0;
};

TEST_F(MessageCostTest, NoStatementScansOrSortsATable) {
  fill(1000, "visible");
  use_everything();
  for (const int counter :
       {SQLITE_STMTSTATUS_FULLSCAN_STEP, SQLITE_STMTSTATUS_SORT, SQLITE_STMTSTATUS_AUTOINDEX}) {
    count(counter);
  }
  use_everything();
  EXPECT_TRUE(queue_->get_queue_attributes());
  for (const int counter :
       {SQLITE_STMTSTATUS_FULLSCAN_STEP, SQLITE_STMTSTATUS_SORT, SQLITE_STMTSTATUS_AUTOINDEX}) {
    const auto counts = count(counter);
    EXPECT_GT(counts.size(), 15U);
    for (const auto& [sql, steps] : counts) EXPECT_EQ(steps, 0) << counter << ": " << sql;
  }
}

TEST_F(MessageCostTest, EveryStatementCostsTheSameBehindALargeBacklog) {
  fill(200, "visible");
  use_everything();
  count(SQLITE_STMTSTATUS_VM_STEP);
  use_everything();
  const auto small = count(SQLITE_STMTSTATUS_VM_STEP);
  fill(100'000, "visible");
  count(SQLITE_STMTSTATUS_VM_STEP);
  use_everything();
  const auto large = count(SQLITE_STMTSTATUS_VM_STEP);
  // What the calls before have left differs a little; what they cost must not, by orders.
  for (const auto& [sql, steps] : small) EXPECT_LE(large.at(sql), 2 * steps + 50) << sql;
}

TEST_F(MessageCostTest, ABacklogOfOneGroupDelaysNoOther) {
  fill(100'000, "visible");
  ASSERT_EQ(receive(1).front().group_id, "many");
  ASSERT_TRUE(queue_->send_message({"body", "few", 0ms}));
  EXPECT_EQ(receive(1).front().group_id, "few");
  const auto begin = std::chrono::steady_clock::now();
  constexpr int kClaims = 200;
  std::set<std::string> received;
  for (int i = 0; i < kClaims; ++i) {
    for (const Message& message : receive(10)) received.insert(message.message_id);
  }
  const auto taken = std::chrono::steady_clock::now() - begin;
  EXPECT_EQ(received.size(), 10U * kClaims);
  RecordProperty("microseconds_a_claim_of_ten",
                 static_cast<int>(taken / std::chrono::microseconds(1) / kClaims));
  RecordProperty("milliseconds_of_the_attributes", [&] {
    const auto start = std::chrono::steady_clock::now();
    EXPECT_TRUE(queue_->get_queue_attributes());
    return static_cast<int>((std::chrono::steady_clock::now() - start) / 1ms);
  }());
}

// All delays of a large backlog may end at the same moment: a receive does a part of the work.
TEST_F(MessageCostTest, AReceiveSettlesABoundedNumber) {
  fill(20'000, "delayed");
  count(SQLITE_STMTSTATUS_VM_STEP);
  EXPECT_EQ(receive(1).size(), 1U);
  const auto first = count(SQLITE_STMTSTATUS_VM_STEP);
  EXPECT_EQ(receive(1).size(), 1U);
  const auto second = count(SQLITE_STMTSTATUS_VM_STEP);
  for (const auto& counts : {first, second}) {
    for (const auto& [sql, steps] : counts) EXPECT_LT(steps, 200'000) << sql;
  }
  EXPECT_EQ(queue_->get_queue_attributes()->visible, 19'998U) << "all of them for who looks";
  const auto all = count(SQLITE_STMTSTATUS_VM_STEP);
  EXPECT_TRUE(std::ranges::any_of(all, [](const auto& entry) { return entry.second > 200'000; }));
}

}  // namespace
}  // namespace audmg::queue

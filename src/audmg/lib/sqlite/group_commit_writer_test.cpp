// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/sqlite/group_commit_writer.hpp"

#include "contract/error_code.hpp"
#include "doubles/temporary_folder.hpp"
#include "doubles/watched_vfs.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <latch>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

namespace audmg::sqlite {
namespace {

class GroupCommitWriterTest : public testing::Test {
 protected:
  GroupCommitWriterTest() {
    auto connection = open();
    EXPECT_TRUE(
        connection.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                           "CREATE TABLE rows (value TEXT)"));
    writer_ = std::make_unique<GroupCommitWriter>(std::move(connection), 1000);
  }

  Connection open() {
    return Connection::open({.file = folder_.path() / "test.db",
                             .access = Access::read_write_create,
                             .vfs = vfs_.name()})
        .value();
  }

  static GroupCommitWriter::Work insert() {
    return [](Connection& connection) {
      return connection.execute("INSERT INTO rows VALUES ('a row')");
    };
  }

  std::int64_t count_rows() { return *open().query_integer("SELECT count(*) FROM rows"); }

  /// Lets all of `works` wait while another write is carried out, so that they share a commit.
  std::vector<Result<void>> submit_together(const std::vector<GroupCommitWriter::Work>& works) {
    std::latch blocked(1);
    std::latch release(1);
    std::jthread blocker([&] {
      EXPECT_TRUE(writer_->submit([&](Connection&) -> Result<void> {
        blocked.count_down();
        release.wait();
        return {};
      }));
    });
    blocked.wait();
    std::vector<Result<void>> results(works.size());
    {
      std::vector<std::jthread> threads;
      for (std::size_t i = 0; i < works.size(); ++i) {
        threads.emplace_back([&, i] { results[i] = writer_->submit(works[i]); });
        while (writer_->statistics().waiting != i + 1) std::this_thread::yield();
      }
      release.count_down();
    }
    return results;
  }

  TemporaryFolder folder_;
  WatchedVfs vfs_;
  std::unique_ptr<GroupCommitWriter> writer_;
};

TEST_F(GroupCommitWriterTest, WhatWaitsSharesOneCommit) {
  for (const auto& result : submit_together(std::vector(15, insert()))) EXPECT_TRUE(result);
  EXPECT_EQ(writer_->statistics().writes, 16U);
  EXPECT_EQ(writer_->statistics().commits, 2U);
  EXPECT_EQ(count_rows(), 15);
}

TEST_F(GroupCommitWriterTest, ManyThreadsNeedFewerCommitsThanWrites) {
  constexpr int kThreads = 16;
  constexpr int kWritesEach = 25;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < kThreads; ++i) {
      threads.emplace_back([&] {
        for (int n = 0; n < kWritesEach; ++n) EXPECT_TRUE(writer_->submit(insert()));
      });
    }
  }
  EXPECT_EQ(count_rows(), kThreads * kWritesEach);
  EXPECT_EQ(writer_->statistics().writes, kThreads * kWritesEach);
  EXPECT_LE(writer_->statistics().commits, kThreads * kWritesEach);
}

TEST_F(GroupCommitWriterTest, AFailedPieceUndoesOnlyItself) {
  const auto results = submit_together(
      {insert(),
       [](Connection& connection) -> Result<void> {
         AUDMG_CHECK(insert()(connection));
         return fail(ErrorCode::conflict, "changed my mind");
       },
       [](Connection& connection) { return connection.execute("nonsense"); }, insert()});
  EXPECT_TRUE(results[0]);
  EXPECT_EQ(error_code(results[1]), ErrorCode::conflict);
  EXPECT_EQ(error_code(results[2]), ErrorCode::internal);
  EXPECT_TRUE(results[3]);
  EXPECT_EQ(count_rows(), 2);
  EXPECT_EQ(writer_->statistics().commits, 2U);
  EXPECT_TRUE(writer_->takes_writes());
}

TEST_F(GroupCommitWriterTest, AnExceptionIsAnErrorOfItsPiece) {
  const auto thrown =
      writer_->submit([](Connection&) -> Result<void> { throw std::runtime_error("oh"); });
  EXPECT_EQ(error_code(thrown), ErrorCode::internal);
  EXPECT_TRUE(writer_->submit(insert()));
}

TEST_F(GroupCommitWriterTest, GivesTheResultOfTheWork) {
  const auto value = writer_->write([](Connection& connection) -> Result<std::int64_t> {
    return connection.query_integer("SELECT 42");
  });
  EXPECT_EQ(value, 42);
  const auto error = writer_->write(
      [](Connection&) -> Result<std::string> { return fail(ErrorCode::too_large, "too large"); });
  EXPECT_EQ(error_code(error), ErrorCode::too_large);
}

TEST_F(GroupCommitWriterTest, ABrokenDiskFailsTheGroupAndEveryLaterWrite) {
  ASSERT_TRUE(writer_->submit(insert()));
  vfs_.set_fault({.nth = 1, .kind = DiskFault::Kind::broken, .for_ever = false});
  for (const auto& result : submit_together(std::vector(5, insert()))) {
    ASSERT_EQ(error_code(result), ErrorCode::unknown_outcome);
    EXPECT_FALSE(result.error().retryable);
  }
  EXPECT_TRUE(vfs_.fault_struck());
  EXPECT_FALSE(writer_->takes_writes());
  // The disk would work again, but nobody tries.
  const std::size_t events = vfs_.events().size();
  const auto later = writer_->submit(insert());
  ASSERT_EQ(error_code(later), ErrorCode::unavailable);
  EXPECT_NE(later.error().message.find("restart"), std::string::npos) << later.error().message;
  EXPECT_EQ(vfs_.events().size(), events);
  EXPECT_EQ(count_rows(), 1);
}

TEST_F(GroupCommitWriterTest, AFailedSyncIsNotTriedAgain) {
  // Which change of a commit is the sync: the last one.
  const std::size_t before = vfs_.events().size();
  ASSERT_TRUE(writer_->submit(insert()));
  ASSERT_EQ(vfs_.events().back().kind, FileEvent::Kind::sync);
  // A second commit into the same page is like the first, but for the log's header.
  const std::size_t second = vfs_.events().size();
  ASSERT_TRUE(writer_->submit(insert()));
  ASSERT_GT(second, before);
  const int sync = static_cast<int>(vfs_.events().size() - second);

  vfs_.set_fault({.nth = sync, .kind = DiskFault::Kind::broken, .for_ever = false});
  EXPECT_EQ(error_code(writer_->submit(insert())), ErrorCode::unknown_outcome);
  EXPECT_TRUE(vfs_.fault_struck());
  EXPECT_EQ(vfs_.events().back().kind, FileEvent::Kind::write);
  EXPECT_FALSE(writer_->takes_writes());
  const std::size_t events = vfs_.events().size();
  EXPECT_FALSE(writer_->submit(insert()));
  EXPECT_EQ(vfs_.events().size(), events);
}

TEST_F(GroupCommitWriterTest, WhatFailsBeforeTheCommitHasSurelyNotHappened) {
  writer_.reset();
  auto connection = open();
  // Pages go to the log long before the commit.
  EXPECT_TRUE(connection.execute("PRAGMA cache_size = 10"));
  writer_ = std::make_unique<GroupCommitWriter>(std::move(connection), 1000);
  ASSERT_TRUE(writer_->submit(insert()));
  vfs_.set_fault({.nth = 1, .kind = DiskFault::Kind::broken, .for_ever = false});
  bool was_early = false;
  const auto failed = writer_->submit([&](Connection& large) -> Result<void> {
    auto inserted = large.execute("INSERT INTO rows VALUES (zeroblob(1000000))");
    was_early = !inserted;
    return inserted;
  });
  ASSERT_TRUE(was_early);
  EXPECT_EQ(error_code(failed), ErrorCode::unavailable);
  EXPECT_FALSE(writer_->takes_writes());
  EXPECT_EQ(count_rows(), 1);
  writer_.reset();
  EXPECT_EQ(count_rows(), 1) << "nor after a restart";
}

TEST_F(GroupCommitWriterTest, AFullDiskFailsTheGroupAndPasses) {
  ASSERT_TRUE(writer_->submit(insert()));
  vfs_.set_fault({.nth = 1, .kind = DiskFault::Kind::full, .for_ever = false});
  for (const auto& result : submit_together(std::vector(5, insert()))) {
    EXPECT_EQ(error_code(result), ErrorCode::out_of_space);
  }
  EXPECT_TRUE(writer_->takes_writes());
  EXPECT_EQ(count_rows(), 1);
  EXPECT_TRUE(writer_->submit(insert()));
  EXPECT_EQ(count_rows(), 2);
}

TEST_F(GroupCommitWriterTest, ALackOfMemoryPasses) {
  EXPECT_TRUE(writer_->submit(insert()));
  ::sqlite3_hard_heap_limit64(1'000'000);
  const auto refused = writer_->submit([](Connection& connection) {
    return connection.execute("INSERT INTO rows VALUES (hex(randomblob(1000000)))");
  });
  ::sqlite3_hard_heap_limit64(0);
  EXPECT_EQ(error_code(refused), ErrorCode::unavailable);
  EXPECT_TRUE(!refused && refused.error().retryable);
  EXPECT_TRUE(writer_->takes_writes());
  EXPECT_TRUE(writer_->submit(insert()));
  EXPECT_EQ(count_rows(), 2);
}

TEST_F(GroupCommitWriterTest, AnotherProgramsLockPasses) {
  writer_.reset();
  auto connection = Connection::open({.file = folder_.path() / "test.db",
                                      .access = Access::read_write_create,
                                      .busy_timeout = std::chrono::milliseconds(1),
                                      .vfs = vfs_.name()});
  writer_ = std::make_unique<GroupCommitWriter>(*std::move(connection), 1000);
  auto other = open();
  ASSERT_TRUE(other.execute("BEGIN IMMEDIATE"));
  EXPECT_EQ(error_code(writer_->submit(insert())), ErrorCode::unavailable);
  EXPECT_TRUE(writer_->takes_writes());
  ASSERT_TRUE(other.execute("ROLLBACK"));
  EXPECT_TRUE(writer_->submit(insert()));
}

TEST_F(GroupCommitWriterTest, CheckpointsKeepTheLogShort) {
  writer_.reset();
  writer_ = std::make_unique<GroupCommitWriter>(open(), 10);
  for (int i = 0; i < 300; ++i) ASSERT_TRUE(writer_->submit(insert()));
  EXPECT_GE(writer_->statistics().checkpoints, 10U);
  EXPECT_LT(std::filesystem::file_size(folder_.path() / "test.db-wal"), 30U * 4200U);
}

TEST_F(GroupCommitWriterTest, AReaderInTheWayOfACheckpointDoesNoHarm) {
  writer_.reset();
  auto connection = Connection::open({.file = folder_.path() / "test.db",
                                      .access = Access::read_write_create,
                                      .busy_timeout = std::chrono::milliseconds(1),
                                      .vfs = vfs_.name()});
  writer_ = std::make_unique<GroupCommitWriter>(*std::move(connection), 2);
  auto reader = open();
  ASSERT_TRUE(reader.execute("BEGIN; SELECT count(*) FROM rows"));
  // Enough for the checkpoint that waits for readers, too.
  for (int i = 0; i < 100; ++i) ASSERT_TRUE(writer_->submit(insert()));
  EXPECT_TRUE(writer_->takes_writes());
  EXPECT_EQ(*reader.query_integer("SELECT count(*) FROM rows"), 0);
  ASSERT_TRUE(reader.execute("COMMIT"));
  EXPECT_EQ(count_rows(), 100);
}

TEST_F(GroupCommitWriterTest, ABrokenDiskUnderACheckpointStopsWriting) {
  writer_.reset();
  writer_ = std::make_unique<GroupCommitWriter>(open(), 1);
  ASSERT_TRUE(writer_->submit(insert()));
  // The commit itself takes fewer changes than this; what follows is the checkpoint.
  int nth = 1;
  for (; nth < 50; ++nth) {
    vfs_.set_fault({.nth = nth, .kind = DiskFault::Kind::broken, .for_ever = false});
    if (writer_->submit(insert())) break;
    writer_.reset();
    vfs_.set_fault({});
    writer_ = std::make_unique<GroupCommitWriter>(open(), 1);
  }
  ASSERT_LT(nth, 50);
  // The row was acknowledged before the checkpoint failed; the next write finds out.
  EXPECT_EQ(error_code(writer_->submit(insert())), ErrorCode::unavailable);
  EXPECT_TRUE(vfs_.fault_struck());
  EXPECT_FALSE(writer_->takes_writes());
}

TEST_F(GroupCommitWriterTest, ASignalComesWithTheCommitAndNotWithoutIt) {
  CommitSignal& signal = writer_->signal("a name");
  EXPECT_EQ(&writer_->signal("a name"), &signal);
  const auto raise = [&](Connection& connection) -> Result<void> {
    writer_->raise_after_commit(signal);
    writer_->raise_after_commit(signal);
    EXPECT_EQ(signal.count(), 0U);
    return connection.execute("INSERT INTO rows VALUES ('a row')");
  };
  std::jthread waiter([&](const std::stop_token& stop) {
    signal.wait(0, std::chrono::steady_clock::now() + std::chrono::minutes(1), stop);
    EXPECT_EQ(signal.count(), 1U);
    EXPECT_EQ(count_rows(), 1);
  });
  ASSERT_TRUE(writer_->submit(raise));
  waiter.join();
  vfs_.set_fault({.nth = 1, .kind = DiskFault::Kind::full, .for_ever = true});
  EXPECT_FALSE(writer_->submit([&](Connection& connection) {
    writer_->raise_after_commit(signal);
    return connection.execute("INSERT INTO rows VALUES (zeroblob(100000))");
  }));
  vfs_.set_fault({});
  // Carried out after the signals of the one before.
  ASSERT_TRUE(writer_->submit(insert()));
  EXPECT_EQ(signal.count(), 1U);
  EXPECT_EQ(writer_->signal("another name").count(), 0U);
}

TEST_F(GroupCommitWriterTest, WaitingForASignalEndsInTimeAndOnRequest) {
  CommitSignal& signal = writer_->signal("a name");
  signal.wait(0, std::chrono::steady_clock::now() + std::chrono::milliseconds(1), {});
  std::stop_source stop;
  stop.request_stop();
  signal.wait(0, std::chrono::steady_clock::now() + std::chrono::minutes(1), stop.get_token());
  signal.wait(7, std::chrono::steady_clock::now() + std::chrono::minutes(1), {});
}

}  // namespace
}  // namespace audmg::sqlite

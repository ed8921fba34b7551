// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors

// SQLite before 3.51.3 can lose commits when two connections write or checkpoint at the same time
// (the "WAL-reset" bug). These tests hold the property that makes this impossible here: one
// connection writes and checkpoints, all others are read-only.
#include "audmg/database/adapters/sqlite/sqlite_database.hpp"
#include "audmg/lib/sqlite/reader_pool.hpp"
#include "doubles/sample_rows.hpp"
#include "doubles/temporary_folder.hpp"
#include "doubles/watched_vfs.hpp"

#include <gtest/gtest.h>

#include <set>
#include <thread>
#include <vector>

namespace audmg::database {
namespace {

bool changes_file(const FileEvent& event) {
  return event.kind == FileEvent::Kind::write || event.kind == FileEvent::Kind::sync ||
         event.kind == FileEvent::Kind::truncate;
}

std::set<int> writing_handles(const std::vector<FileEvent>& events, FileRole role) {
  std::set<int> handles;
  for (const FileEvent& event : events) {
    if (event.role == role && changes_file(event)) handles.insert(event.handle);
  }
  return handles;
}

std::set<int> writable_handles(const std::vector<FileEvent>& events) {
  std::set<int> handles;
  for (const FileEvent& event : events) {
    const bool opened = event.kind == FileEvent::Kind::open && event.role == FileRole::database;
    if (opened && event.writable) handles.insert(event.handle);
  }
  return handles;
}

/// The threads that changed a file between the two notes of the test.
std::set<std::thread::id> writing_threads(const std::vector<FileEvent>& events) {
  std::set<std::thread::id> threads;
  int notes = 0;
  for (const FileEvent& event : events) {
    if (event.kind == FileEvent::Kind::note) ++notes;
    if (notes == 1 && event.role != FileRole::other && changes_file(event)) {
      threads.insert(event.thread);
    }
  }
  return threads;
}

class SingleWriterTest : public testing::Test {
 protected:
  std::unique_ptr<SqliteDatabase> open() {
    auto database =
        make_sqlite_database({.file = file_, .checkpoint_frames = 8, .vfs = vfs_.name()});
    EXPECT_TRUE(database);
    return *std::move(database);
  }

  /// Readers and writers of every kind at once, with many checkpoints in between.
  void keep_busy(SqliteDatabase& database) {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 4; ++thread) {
      threads.emplace_back([&, thread] {
        for (int i = 0; i < 30; ++i) {
          const User user = make_user("u" + std::to_string(thread) + "-" + std::to_string(i));
          EXPECT_EQ(database.users().create_user(user), CreateUserOutcome::created);
          EXPECT_TRUE(database.files().add_file({make_file(user.id), std::nullopt}));
        }
      });
      threads.emplace_back([&] {
        UserId after;
        for (int i = 0; i < 200; ++i) {
          const auto users = database.users().list_users(after, 10);
          ASSERT_TRUE(users);
          after = users->empty() ? UserId() : users->back().id;
          if (!users->empty()) {
            EXPECT_TRUE(database.files().list_files({after, {}, {}, 50}));
          }
          EXPECT_TRUE(database.check_readable());
        }
      });
    }
  }

  TemporaryFolder folder_;
  std::filesystem::path file_ = folder_.path() / "audmg.db";
  WatchedVfs vfs_;
};

TEST_F(SingleWriterTest, OneConnectionWritesAndCheckpointsAllOthersAreReadOnly) {
  {
    auto database = open();
    vfs_.note();
    keep_busy(*database);
    EXPECT_GT(database->statistics().checkpoints, 5U);
    vfs_.note();
  }
  const auto events = vfs_.events();
  EXPECT_EQ(writing_handles(events, FileRole::database).size(), 1U);
  EXPECT_EQ(writing_handles(events, FileRole::log).size(), 1U);
  EXPECT_EQ(writable_handles(events), writing_handles(events, FileRole::database));
  EXPECT_EQ(writing_threads(events).size(), 1U);
  EXPECT_FALSE(writing_threads(events).contains(std::this_thread::get_id()));
}

TEST_F(SingleWriterTest, ASecondWriterWouldBeNoticed) {
  {
    auto database = open();
    vfs_.note();
    ASSERT_TRUE(database->users().create_user(make_user("ada")));
    auto second = sqlite::Connection::open(
        {.file = file_, .access = sqlite::Access::read_write_create, .vfs = vfs_.name()});
    ASSERT_TRUE(second);
    ASSERT_TRUE(second->execute("UPDATE users SET disabled = 1"));
    ASSERT_TRUE(second->checkpoint(sqlite::CheckpointMode::passive));
    vfs_.note();
  }
  const auto events = vfs_.events();
  EXPECT_EQ(writing_handles(events, FileRole::log).size(), 2U);
  EXPECT_EQ(writable_handles(events).size(), 2U);
  EXPECT_EQ(writing_threads(events).size(), 2U);
}

TEST_F(SingleWriterTest, ReadersCanNeitherWriteNorCheckpoint) {
  auto database = open();
  ASSERT_TRUE(database->users().create_user(make_user("ada")));
  auto readers = sqlite::ReaderPool::open({.file = file_, .vfs = vfs_.name()}, 1);
  ASSERT_TRUE(readers);
  const auto written = (*readers)->read([](sqlite::Connection& connection) {
    return connection.execute("UPDATE users SET disabled = 1");
  });
  EXPECT_FALSE(written);
  const auto copied = (*readers)->read([](sqlite::Connection& connection) {
    return connection.checkpoint(sqlite::CheckpointMode::passive);
  });
  EXPECT_FALSE(copied);
  const auto automatic = (*readers)->read([](sqlite::Connection& connection) {
    return connection.query_integer("PRAGMA wal_autocheckpoint");
  });
  EXPECT_EQ(automatic, 0);
}

}  // namespace
}  // namespace audmg::database

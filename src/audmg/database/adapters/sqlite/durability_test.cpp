// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors

// A write that was answered is there after a power cut; the sync comes before the answer. Each test
// runs with synchronous=FULL and, to show that it can fail, with NORMAL.
#include "audmg/database/adapters/sqlite/sqlite_database.hpp"
#include "doubles/sample_rows.hpp"
#include "doubles/temporary_folder.hpp"
#include "doubles/watched_vfs.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

namespace audmg::database {
namespace {

/// Whether everything written to the log before a note (an answer) had been synced by then.
bool log_is_synced_at_every_note(const std::vector<FileEvent>& events) {
  bool unsynced = false;
  for (const FileEvent& event : events) {
    if (event.kind == FileEvent::Kind::note && unsynced) return false;
    if (event.role != FileRole::log) continue;
    if (event.kind == FileEvent::Kind::write) unsynced = true;
    if (event.kind == FileEvent::Kind::sync) unsynced = false;
  }
  return true;
}

class DurabilityTest : public testing::TestWithParam<Synchronous> {
 protected:
  std::unique_ptr<SqliteDatabase> open(Synchronous synchronous = GetParam()) {
    auto database = make_sqlite_database({.file = folder_.path() / "audmg.db",
                                          .checkpoint_frames = 20,
                                          .vfs = vfs_.name(),
                                          .synchronous = synchronous});
    EXPECT_TRUE(database) << database.error().message;
    return *std::move(database);
  }

  static bool should_hold() { return GetParam() == Synchronous::full; }

  std::size_t count_lost(const std::vector<User>& acknowledged) {
    auto database = open(Synchronous::full);
    std::size_t lost = 0;
    for (const User& user : acknowledged) {
      const auto found = database->users().find_user(user.id);
      EXPECT_TRUE(found);
      lost += *found ? 0U : 1U;
    }
    return lost;
  }

  TemporaryFolder folder_;
  WatchedVfs vfs_;
};

TEST_P(DurabilityTest, TheLogIsSyncedBeforeTheAnswer) {
  auto database = open();
  vfs_.note();
  const User user = make_user("ada");
  const File file = make_file(user.id);
  const Session session = make_session(user.id);
  const IdempotencyKey key{"anonymous", "key"};
  const Collection album = make_collection(user.id);
  const auto rename = [](File& found) -> Result<bool> {
    found.name = "new";
    return true;
  };
  const auto announce = [](std::span<const File>) { return Outbox{}; };
  std::vector<std::function<bool()>> writes{
      [&] { return database->users().create_user(user).has_value(); },
      [&] { return database->sessions().create_session(session).has_value(); },
      [&] { return database->files().add_file({file, std::nullopt}).has_value(); },
      [&] { return database->uploads().create_upload(make_upload(user.id), 9).has_value(); },
      [&] {
        return database->idempotency().begin({key, "print", kNoon, kNoon, kNoon}).has_value();
      },
      [&] {
        return database->changes().change_files({user.id, {file.id}, rename, announce}).has_value();
      },
      [&] { return database->collections().add_collection({album, {}, {}}).has_value(); },
      [&] {
        return database->collections()
            .add_members({user.id, album.id, {file.id}, announce})
            .has_value();
      },
      [&] {
        return database->collections()
            .delete_collection(user.id, album.id, announce, {})
            .has_value();
      },
      [&] { return database->files().delete_file(user.id, file.id, {}).has_value(); },
      [&] { return database->users().delete_user(user.id).has_value(); },
  };
  for (const auto& write : writes) {
    const std::size_t before = vfs_.events().size();
    ASSERT_TRUE(write());
    vfs_.note();
    EXPECT_GT(vfs_.events().size(), before + 1) << "the write reached no file";
  }
  EXPECT_EQ(log_is_synced_at_every_note(vfs_.events()), should_hold());
}

TEST_P(DurabilityTest, NothingAnsweredIsLostInAPowerCut) {
  std::size_t lost = 0;
  for (int round = 0; round < 5; ++round) {
    std::vector<User> acknowledged;
    std::vector<User> survivors;
    DurableImage image;
    {
      auto database = open();
      std::mutex mutex;
      std::atomic<int> written{0};
      std::vector<std::jthread> threads;
      for (int thread = 0; thread < 8; ++thread) {
        threads.emplace_back([&, thread] {
          for (int i = 0; i < 20; ++i) {
            const User user = make_user("u" + std::to_string(round) + "-" + std::to_string(thread) +
                                        "-" + std::to_string(i));
            ASSERT_EQ(database->users().create_user(user), CreateUserOutcome::created);
            const std::scoped_lock lock(mutex);
            acknowledged.push_back(user);
            // The power goes in the middle of it all.
            if (++written == 60 + 7 * round) {
              survivors = acknowledged;
              image = vfs_.durable_image();
            }
          }
        });
      }
    }
    vfs_.restore(image);
    lost += count_lost(survivors);
  }
  EXPECT_EQ(lost == 0, should_hold()) << lost;
}

INSTANTIATE_TEST_SUITE_P(All, DurabilityTest,
                         testing::Values(Synchronous::full, Synchronous::normal),
                         [](const auto& synchronous) {
                           return synchronous.param == Synchronous::full ? "Full" : "Normal";
                         });

// What was written before a failed sync stays readable but never reaches the disk. A restart that
// appended to that log would lose what it acknowledges behind the gap.
TEST(DurabilityAfterAFailedSync, ARestartDoesNotBuildOnALogWithAGap) {
  int syncs_failed = 0;
  for (int nth = 1; nth < 12; ++nth) {
    TemporaryFolder folder;
    WatchedVfs vfs;
    const SqliteDatabaseOptions options{.file = folder.path() / "audmg.db", .vfs = vfs.name()};
    std::vector<User> acknowledged{make_user("first"), make_user("third"), make_user("fourth")};
    {
      auto database = *make_sqlite_database(options);
      ASSERT_TRUE(database->users().create_user(acknowledged[0]));
      vfs.set_fault({.nth = nth, .kind = DiskFault::Kind::broken, .for_ever = false});
      if (database->users().create_user(make_user("second"))) break;
      EXPECT_FALSE(database->takes_writes());
    }
    ++syncs_failed;
    vfs.set_fault({});
    DurableImage image;
    {
      auto database = *make_sqlite_database(options);
      ASSERT_TRUE(database->users().create_user(acknowledged[1]));
      ASSERT_TRUE(database->users().create_user(acknowledged[2]));
      image = vfs.durable_image();
    }
    vfs.restore(image);
    auto database = *make_sqlite_database(options);
    for (const User& user : acknowledged) {
      EXPECT_TRUE(*database->users().find_user(user.id)) << nth << " " << user.username;
    }
  }
  EXPECT_GT(syncs_failed, 1);
}

}  // namespace
}  // namespace audmg::database

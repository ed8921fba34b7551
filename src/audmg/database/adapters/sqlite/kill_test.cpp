// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors

// SIGKILL while four threads write: everything that was acknowledged is there afterwards. (That
// shows that the database survives the death of the process; durability_test.cpp cuts the power.)
#include "audmg/database/adapters/sqlite/sqlite_database.hpp"
#include "doubles/sample_rows.hpp"
#include "doubles/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <thread>
#include <vector>

namespace audmg::database {
namespace {

constexpr int kRounds = 20;
constexpr std::size_t kIdTextLength = 36;

SqliteDatabaseOptions options(const TemporaryFolder& folder) {
  return {.file = folder.path() / "audmg.db", .checkpoint_frames = 16};
}

/// Adds users until it is killed; writes the id of each that was acknowledged to
/// `acknowledgements`.
[[noreturn]] void write_until_killed(const SqliteDatabaseOptions& where, int round,
                                     int acknowledgements) {
  auto database = make_sqlite_database(where);
  if (!database) ::_exit(2);
  std::vector<std::jthread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0;; ++i) {
        const User user = make_user("u" + std::to_string(round) + "-" + std::to_string(thread) +
                                    "-" + std::to_string(i));
        if (!(*database)->users().create_user(user)) ::_exit(3);
        // One write of less than PIPE_BUF is never torn.
        const std::string& id = user.id.text();
        if (::write(acknowledgements, id.data(), id.size()) < 0) ::_exit(4);
      }
    });
  }
  threads.clear();
  ::_exit(5);
}

TEST(KillTest, WhatWasAcknowledgedSurvivesTheProcess) {
  const TemporaryFolder folder;
  std::vector<UserId> acknowledged;
  for (int round = 0; round < kRounds; ++round) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ::close(ends[0]);
      write_until_killed(options(folder), round, ends[1]);
    }
    ::close(ends[1]);
    const std::size_t enough = acknowledged.size() + 10 + 13 * static_cast<std::size_t>(round % 7);
    char id[kIdTextLength];
    bool killed = false;
    while (::read(ends[0], id, sizeof id) == static_cast<ssize_t>(sizeof id)) {
      const auto parsed = UserId::parse({id, sizeof id});
      ASSERT_TRUE(parsed);
      acknowledged.push_back(*parsed);
      if (!killed && acknowledged.size() >= enough) {
        ASSERT_EQ(::kill(child, SIGKILL), 0);
        killed = true;
      }
    }
    ::close(ends[0]);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the child ended by itself: " << WEXITSTATUS(status);

    auto database = make_sqlite_database(options(folder));
    ASSERT_TRUE(database) << database.error().message;
    for (const UserId& user : acknowledged) {
      ASSERT_TRUE(*(*database)->users().find_user(user)) << "round " << round;
    }
  }
  EXPECT_GE(acknowledged.size(), 10U * kRounds);
}

constexpr int kOrganiseRounds = 8;
constexpr std::size_t kFiles = 12;

AnnounceFiles announce() {
  return [](std::span<const File>) {
    return Outbox{.messages = {}, .events = {{EventId::make(kNoon), "file.changed", kNoon}}};
  };
}

/// Puts files into the trash and into a collection and takes them out again until it is killed;
/// writes a byte to `acknowledgements` for each change.
[[noreturn]] void organise_until_killed(const SqliteDatabaseOptions& where, const UserId& owner,
                                        const CollectionId& album, const FileIds& files,
                                        int acknowledgements) {
  auto database = make_sqlite_database(where);
  if (!database) ::_exit(2);
  std::vector<std::jthread> threads;
  for (unsigned thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&, thread] {
      std::mt19937 random(thread);
      for (;;) {
        const FileId& file = files[random() % files.size()];
        const ChangeMembersRequest members{owner, album, {file}, announce()};
        const auto turn = [](File& found) -> Result<bool> {
          found.trashed_at = found.trashed_at ? std::nullopt : std::optional(kNoon);
          return true;
        };
        const bool done =
            thread % 2 == 0
                ? (*database)->changes().change_files({owner, {file}, turn, announce()}).has_value()
            : random() % 2 == 0 ? (*database)->collections().add_members(members).has_value()
                                : (*database)->collections().remove_members(members).has_value();
        if (!done) ::_exit(3);
        if (::write(acknowledgements, "x", 1) < 0) ::_exit(4);
      }
    });
  }
  threads.clear();
  ::_exit(5);
}

/// Expects lists, rows and events to tell the same about every file.
void expect_agreement(SqliteDatabase& database, const UserId& owner, const CollectionId& album) {
  const auto files = database.files().list_all_files({});
  const auto listed = database.files().list_files({owner, {}, {}, 100});
  const auto trash = database.trash().list_trash({.owner = owner, .limit = 100});
  const auto members = database.collections().list_members({.owner = owner, .collection = album});
  ASSERT_TRUE(files && listed && trash && members);
  ASSERT_EQ(files->size(), kFiles);
  for (const File& file : *files) {
    const auto is_trashed = file.trashed_at ? 1 : 0;
    EXPECT_EQ(std::ranges::count(*trash, file.id, &File::id), is_trashed);
    EXPECT_EQ(std::ranges::count(*listed, file.id, &File::id), 1 - is_trashed);
    EXPECT_EQ(std::ranges::count(*members, file.id, &CollectionMember::file),
              file.collections.empty() ? 0 : 1);
    const auto events = database.events().list_file_events(owner, file.id, 100'000);
    EXPECT_EQ(events->size(), file.revision - 1);
  }
}

TEST(KillTest, TrashAndCollectionsAgreeWithTheRows) {
  const TemporaryFolder folder;
  const User user = make_user("ada");
  const Collection album = make_collection(user.id);
  FileIds files;
  {
    auto database = make_sqlite_database(options(folder));
    ASSERT_TRUE((*database)->users().create_user(user));
    ASSERT_TRUE((*database)->collections().add_collection({.collection = album}));
    for (std::size_t i = 0; i < kFiles; ++i) {
      const File file = make_file(user.id);
      ASSERT_TRUE((*database)->files().add_file({file, std::nullopt}));
      files.push_back(file.id);
    }
  }
  for (int round = 0; round < kOrganiseRounds; ++round) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ::close(ends[0]);
      organise_until_killed(options(folder), user.id, album.id, files, ends[1]);
    }
    ::close(ends[1]);
    const int enough = 20 + 7 * round;
    char byte = 0;
    for (int count = 0; ::read(ends[0], &byte, 1) == 1;) {
      if (++count == enough) {
        ASSERT_EQ(::kill(child, SIGKILL), 0);
      }
    }
    ::close(ends[0]);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the child ended by itself: " << WEXITSTATUS(status);
    auto database = make_sqlite_database(options(folder));
    ASSERT_TRUE(database) << database.error().message;
    expect_agreement(**database, user.id, album.id);
  }
}

}  // namespace
}  // namespace audmg::database

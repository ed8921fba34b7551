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

#include <csignal>
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

}  // namespace
}  // namespace audmg::database

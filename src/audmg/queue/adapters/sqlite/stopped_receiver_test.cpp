// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors

// A process is stopped (SIGSTOP) while it works on a message, and goes on (SIGCONT) when another
// one has the message already: it must change neither the file nor the queue.
#include "audmg/database/adapters/sqlite/sqlite_database.hpp"
#include "audmg/queue/adapters/sqlite/sqlite_message_queue.hpp"
#include "contract/error_code.hpp"
#include "doubles/sample_rows.hpp"
#include "doubles/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <memory>
#include <string>

namespace audmg::queue {
namespace {

using namespace std::chrono_literals;
using database::FileStatus;

constexpr auto kLease = 300ms;

/// What one process of the drive has.
struct Process {
  explicit Process(const TemporaryFolder& folder)
      : database(*database::make_sqlite_database(
            {.file = folder.path() / "audmg.db", .readers = 2, .checkpoint_frames = 32})),
        queue(*make_sqlite_message_queue(database->connections(), "media", clock)) {}

  Result<void> finish(const database::ProcessingAttempt& attempt, const std::string& record) {
    return database->processing().finish_processing({.owner = attempt.file.owner,
                                                     .id = attempt.file.id,
                                                     .fencing_token = attempt.fencing_token,
                                                     .status = FileStatus::ready,
                                                     .media_record = record,
                                                     .failure_reason = "",
                                                     .outbox = {}});
  }

  SystemClock clock;
  std::unique_ptr<database::SqliteDatabase> database;
  std::unique_ptr<SqliteMessageQueue> queue;
};

/// Begins, is stopped, and then finishes as if nothing had been; 0 when all of it was refused.
int work_and_be_stopped(Process& process, const database::File& file) {
  const auto messages = process.queue->receive_message({1, kLease, 5s}, {});
  if (!messages || messages->size() != 1) return 10;
  const auto attempt =
      process.database->processing().begin_processing({file.owner, file.id, SystemClock().now()});
  if (!attempt || !*attempt) return 11;
  ::raise(SIGSTOP);
  if (error_code(process.finish(**attempt, R"({"by":"the stopped one"})")) != ErrorCode::conflict) {
    return 12;
  }
  const std::string& receipt = messages->front().receipt_handle;
  if (error_code(process.queue->change_message_visibility(receipt, 1h)) != ErrorCode::conflict) {
    return 13;
  }
  return error_code(process.queue->delete_message(receipt)) == ErrorCode::conflict ? 0 : 14;
}

class StoppedReceiverTest : public testing::Test {
 protected:
  /// Forks before this process has a database: SQLite's connections cannot cross a fork.
  void SetUp() override {
    ASSERT_EQ(::pipe(go_.data()), 0);
    child_ = ::fork();
    ASSERT_GE(child_, 0);
    if (child_ != 0) return;
    char word = 0;
    if (::read(go_[0], &word, 1) != 1) ::_exit(1);
    Process process(folder_);
    ::_exit(work_and_be_stopped(process, file_));
  }

  void TearDown() override {
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
  }

  /// How it ended or was stopped.
  int wait_for_child() {
    int status = 0;
    EXPECT_EQ(::waitpid(child_, &status, WUNTRACED), child_);
    return status;
  }

  const TemporaryFolder folder_;
  const database::User user_ = database::make_user("ada");
  const database::File file_ = database::make_file(user_.id);
  std::array<int, 2> go_{};
  pid_t child_ = -1;
};

TEST_F(StoppedReceiverTest, CannotOverwriteANewerResult) {
  Process process(folder_);
  ASSERT_TRUE(process.database->users().create_user(user_));
  ASSERT_TRUE(process.database->files().add_file(
      {file_,
       std::nullopt,
       {.messages = {{"media", "body", "ada", process.clock.now()}}, .events = {}}}));
  ASSERT_EQ(::write(go_[1], "g", 1), 1);
  ASSERT_TRUE(WIFSTOPPED(wait_for_child()));

  const auto messages = process.queue->receive_message({1, 30s, 10s}, {});
  ASSERT_TRUE(messages);
  ASSERT_EQ(messages->size(), 1U);
  EXPECT_EQ(messages->front().receive_count, 2U);
  const auto attempt =
      process.database->processing().begin_processing({user_.id, file_.id, SystemClock().now()});
  ASSERT_TRUE(attempt && *attempt);

  ASSERT_TRUE(process.finish(**attempt, R"({"by":"the newer one"})"));
  ASSERT_EQ(::kill(child_, SIGCONT), 0);
  const int status = wait_for_child();
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);

  const auto found = process.database->files().find_file(user_.id, file_.id);
  ASSERT_TRUE(found && *found);
  EXPECT_EQ((*found)->media_record, R"({"by":"the newer one"})");
  EXPECT_TRUE(process.queue->delete_message(messages->front().receipt_handle));
}

}  // namespace
}  // namespace audmg::queue

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/jobs/stuck_files.hpp"

#include "audmg/database/file.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/processing_repository.hpp"
#include "audmg/functions/attempt_lease.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/queue/adapters/sqlite/sqlite_message_queue.hpp"
#include "doubles/sample_rows.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace audmg::functions {
namespace {

using database::File;
using database::FileStatus;
using std::chrono::hours;
using std::chrono::minutes;

/// The real queue, but for what it says of itself: Amazon SQS counts, and does not tell the age.
class CountingQueue final : public queue::MessageQueue {
 public:
  explicit CountingQueue(queue::MessageQueue& inner) : inner_(inner) {}

  Result<std::string> send_message(const queue::SendMessageRequest& request) override {
    return inner_.send_message(request);
  }
  Result<std::vector<queue::Message>> receive_message(const queue::ReceiveMessageRequest& request,
                                                      const std::stop_token& stop) override {
    return inner_.receive_message(request, stop);
  }
  Result<void> delete_message(std::string_view receipt_handle) override {
    return inner_.delete_message(receipt_handle);
  }
  Result<void> change_message_visibility(std::string_view receipt_handle,
                                         std::chrono::milliseconds timeout,
                                         std::string_view error) override {
    return inner_.change_message_visibility(receipt_handle, timeout, error);
  }
  Result<void> return_message(const queue::Message& message,
                              std::chrono::milliseconds delay) override {
    return inner_.return_message(message, delay);
  }
  Result<queue::QueueAttributes> get_queue_attributes() override {
    AUDMG_TRY(auto attributes, inner_.get_queue_attributes());
    attributes.age_of_oldest = {};
    return attributes;
  }

 private:
  queue::MessageQueue& inner_;
};

/// A drive with one file that waits to be processed, and its message in a real queue.
class StuckFilesTest : public DriveTest {
 protected:
  StuckFilesTest() {
    drive.policies.process_media = true;
    EXPECT_EQ(drive.upload(ada_, sample_gif()).status, 201);
  }
  File row() { return drive.rows(ada_.user).front(); }
  std::size_t messages() { return queue_->get_queue_attributes().value().visible; }
  void lose_messages() {
    while (messages() > 0) {
      const auto received =
          queue_->receive_message({.wait_time = std::chrono::milliseconds(0)}, {}).value();
      ASSERT_TRUE(queue_->delete_message(received.front().receipt_handle));
    }
  }
  /// The message of a file that there is not.
  void send_other_message() { ASSERT_TRUE(queue_->send_message({.body = "x", .group_id = "g"})); }

  StuckFilesReport sweep() { return sweep(*queue_); }
  StuckFilesReport sweep(queue::MessageQueue& queue) {
    StuckFilesReport sum;
    StuckFilesPosition position;
    do {
      const auto pass = restart_stuck_files(queue, position, drive.services);
      EXPECT_TRUE(pass);
      if (!pass) break;
      sum.files_seen += pass->files_seen;
      sum.restarted += pass->restarted;
      sum.waiting += pass->waiting;
    } while (!position.empty());
    return sum;
  }

  http::Principal ada_ = drive.add_user("ada");
  std::unique_ptr<queue::SqliteMessageQueue> queue_ =
      *queue::make_sqlite_message_queue(drive.connections(), std::string(kMediaQueue), drive.clock);
  CountingQueue counting_{*queue_};
};

TEST_F(StuckFilesTest, RestartsAFileWhoseMessageWasLost) {
  lose_messages();
  drive.clock.advance(kAttemptLease);
  EXPECT_EQ(sweep().restarted, 0U) << "it may still be worked on";
  drive.clock.advance(minutes(1));
  const StuckFilesReport report = sweep();
  EXPECT_EQ(report.files_seen, 1U);
  EXPECT_EQ(report.restarted, 1U);
  EXPECT_EQ(report.waiting, 0U);
  EXPECT_EQ(row().status, FileStatus::processing);
  EXPECT_EQ(row().processing_since, drive.clock.now());
  EXPECT_EQ(messages(), 1U);
  EXPECT_TRUE(drive.logger.has("stuck_file_restarted"));
  const auto events = drive.services.events.list_file_events(ada_.user, row().id, 100);
  EXPECT_EQ(events->back().type, "file.processing") << "its owner's pages and catalogue are told";

  lose_messages();
  EXPECT_EQ(sweep().restarted, 0U) << "it has begun anew";
  drive.clock.advance(kAttemptLease + minutes(1));
  EXPECT_EQ(sweep().restarted, 1U) << "lost again";
}

TEST_F(StuckFilesTest, AnAttemptKeepsItsFile) {
  lose_messages();
  drive.clock.advance(hours(3));
  ASSERT_TRUE(
      drive.services.processing.begin_processing({ada_.user, row().id, drive.clock.now()}).value());
  drive.clock.advance(minutes(30));
  EXPECT_EQ(sweep().restarted, 0U);
  drive.clock.advance(minutes(31));
  EXPECT_EQ(sweep().restarted, 1U);
}

TEST_F(StuckFilesTest, LeavesWhatWaitsInABacklogOrAPausedQueueAlone) {
  drive.clock.advance(hours(5));
  const StuckFilesReport report = sweep();
  EXPECT_EQ(report.restarted, 0U);
  EXPECT_EQ(report.waiting, 1U);
  EXPECT_EQ(messages(), 1U);

  // Where the age is not known, as long as anything waits.
  EXPECT_EQ(sweep(counting_).waiting, 1U);
  EXPECT_EQ(messages(), 1U);
}

TEST_F(StuckFilesTest, MessagesThatCameLaterProtectNothing) {
  lose_messages();
  drive.clock.advance(minutes(5));
  send_other_message();
  drive.clock.advance(hours(2));
  EXPECT_EQ(sweep().restarted, 1U);
  EXPECT_EQ(messages(), 2U);
}

TEST_F(StuckFilesTest, WithoutAnAgeRestartsWhenTheQueueIsEmptyOrItsRetentionOver) {
  lose_messages();
  send_other_message();
  drive.clock.advance(hours(2));
  EXPECT_EQ(sweep(counting_).waiting, 1U);
  lose_messages();
  EXPECT_EQ(sweep(counting_).restarted, 1U);

  lose_messages();
  drive.clock.advance(hours(14 * 24));
  send_other_message();
  EXPECT_EQ(sweep(counting_).waiting, 1U);
  drive.clock.advance(minutes(1));
  EXPECT_EQ(sweep(counting_).restarted, 1U);
}

TEST_F(StuckFilesTest, WithoutAnAgeALongAttemptKeepsItsFileForItsLease) {
  drive.clock.advance(hours(1));
  const auto received = queue_->receive_message({.visibility_timeout = queue::kMaxVisibilityTimeout,
                                                 .wait_time = std::chrono::milliseconds(0)},
                                                {});
  ASSERT_EQ(received->size(), 1U);
  ASSERT_TRUE(
      drive.services.processing.begin_processing({ada_.user, row().id, drive.clock.now()}).value());
  drive.clock.advance(queue::kMaxVisibilityTimeout - minutes(1));
  EXPECT_EQ(sweep(counting_).waiting, 1U);
  EXPECT_EQ(sweep().waiting, 1U);
  EXPECT_EQ(messages(), 0U);
}

TEST_F(StuckFilesTest, WithoutAnAgeAttemptsAtOtherFilesDelayARestart) {
  lose_messages();
  send_other_message();
  drive.clock.advance(hours(1));
  ASSERT_EQ(queue_
                ->receive_message({.visibility_timeout = queue::kMaxVisibilityTimeout,
                                   .wait_time = std::chrono::milliseconds(0)},
                                  {})
                ->size(),
            1U);
  drive.clock.advance(queue::kMaxVisibilityTimeout - hours(1));
  EXPECT_EQ(sweep(counting_).waiting, 1U);
  drive.clock.advance(minutes(1));
  EXPECT_EQ(sweep(counting_).restarted, 1U);
}

TEST_F(StuckFilesTest, LeavesOtherFilesAlone) {
  lose_messages();
  for (const FileStatus status : {FileStatus::ready, FileStatus::failed}) {
    File file = database::make_file(ada_.user);
    file.status = status;
    ASSERT_TRUE(drive.services.files.add_file({.file = file, .upload = std::nullopt}));
  }
  drive.clock.advance(hours(2));
  const StuckFilesReport report = sweep();
  EXPECT_EQ(report.files_seen, 3U);
  EXPECT_EQ(report.restarted, 1U);
}

TEST_F(StuckFilesTest, DoesNothingWhereFilesAreNotProcessed) {
  lose_messages();
  drive.clock.advance(hours(2));
  drive.policies.process_media = false;
  EXPECT_EQ(sweep().restarted, 0U);
  EXPECT_EQ(messages(), 0U);
}

TEST_F(StuckFilesTest, GoesOnAfterAFault) {
  lose_messages();
  drive.clock.advance(hours(2));
  for (const int passed : {0, 1}) {  // the list, the restart
    drive.failures.fail_after(passed, ErrorCode::unavailable);
    StuckFilesPosition position;
    EXPECT_FALSE(restart_stuck_files(*queue_, position, drive.services));
    EXPECT_EQ(messages(), 0U);
  }
  drive.failures.fail_after(1, ErrorCode::conflict);
  EXPECT_EQ(sweep().restarted, 0U) << "somebody else was faster";
  EXPECT_EQ(sweep().restarted, 1U);
}

TEST_F(StuckFilesTest, ARetryRestartsAStuckFileToo) {
  lose_messages();
  const auto retry = [&] { return call(Call{.function = "retry_file"}.id(row().id.text()), ada_); };
  EXPECT_EQ(retry().verdict(), "409 already_processing");
  drive.clock.advance(kAttemptLease + minutes(1));
  EXPECT_EQ(retry().status, 202);
  EXPECT_EQ(messages(), 1U);
  EXPECT_EQ(retry().verdict(), "409 already_processing");
}

}  // namespace
}  // namespace audmg::functions

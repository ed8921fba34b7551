// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/control/backup_commands.hpp"

#include "audmg/app/control/protocol.hpp"
#include "doubles/recording_accounts.hpp"
#include "doubles/recording_backups.hpp"
#include "doubles/recording_jobs.hpp"
#include "doubles/recording_media_rebuild.hpp"
#include "doubles/recording_verification.hpp"

#include <gtest/gtest.h>

#include <string>

namespace audmg::app {
namespace {

class BackupCommandsTest : public testing::Test {
 protected:
  std::string answer(std::string request) {
    EXPECT_TRUE(request.ends_with('\n'));
    request.pop_back();
    return answer_control_request(request, {accounts_, jobs_, media_, backups_, verification_});
  }
  RecordingAccounts accounts_;
  RecordingJobs jobs_;
  RecordingMediaRebuild media_;
  RecordingBackups backups_;
  RecordingVerification verification_;
};

TEST_F(BackupCommandsTest, CarriesARequestToTheServer) {
  EXPECT_EQ(read_backup_start_answer(answer(backup_start_request({.directory = "/backup"}))), 1U);
  EXPECT_EQ(read_backup_start_answer(answer(backup_start_request(
                {.directory = "/b \"x\"", .mode = backup::CopyMode::copy, .keep = 3}))),
            2U);
  ASSERT_EQ(backups_.requests.size(), 2U);
  EXPECT_EQ(backups_.requests[0].directory, "/backup");
  EXPECT_EQ(backups_.requests[0].mode, backup::CopyMode::link);
  EXPECT_EQ(backups_.requests[0].keep, std::nullopt);
  EXPECT_EQ(backups_.requests[1].directory, "/b \"x\"");
  EXPECT_EQ(backups_.requests[1].mode, backup::CopyMode::copy);
  EXPECT_EQ(backups_.requests[1].keep, 3U);
}

TEST_F(BackupCommandsTest, CarriesProgressAndReportBack) {
  backups_.answer = {.files = 10, .files_done = 4, .bytes = 99};
  auto status = read_backup_status_answer(answer(backup_status_request(7)));
  ASSERT_TRUE(status);
  EXPECT_EQ(backups_.runs, std::vector<std::uint64_t>{7});
  EXPECT_EQ(status->files, 10U);
  EXPECT_EQ(status->files_done, 4U);
  EXPECT_EQ(status->bytes, 99U);
  EXPECT_FALSE(status->report);

  backups_.answer.report = backup::CreateReport{.snapshot = "name",
                                                .files = 1,
                                                .objects = 2,
                                                .bytes = 3,
                                                .linked = 4,
                                                .reused = 5,
                                                .copied = 6,
                                                .missing = 7,
                                                .missing_keys = {"orig/a", "orig/b"},
                                                .pruned = 8,
                                                .shrunk_from = 9};
  status = read_backup_status_answer(answer(backup_status_request(7)));
  ASSERT_TRUE(status && status->report);
  EXPECT_EQ(status->report->snapshot, "name");
  EXPECT_EQ(status->report->files, 1U);
  EXPECT_EQ(status->report->linked, 4U);
  EXPECT_EQ(status->report->missing, 7U);
  EXPECT_EQ(status->report->missing_keys, (std::vector<std::string>{"orig/a", "orig/b"}));
  EXPECT_EQ(status->report->pruned, 8U);
  EXPECT_EQ(status->report->shrunk_from, 9U);
}

TEST_F(BackupCommandsTest, CarriesErrorsBack) {
  backups_.error = Error{ErrorCode::conflict, "one is being made"};
  const auto run = read_backup_start_answer(answer(backup_start_request({.directory = "/b"})));
  ASSERT_FALSE(run);
  EXPECT_EQ(run.error().code, ErrorCode::conflict);
  EXPECT_EQ(run.error().message, "one is being made");
}

TEST_F(BackupCommandsTest, RefusesWhatItCannotRead) {
  for (const char* request :
       {R"({"command":"backup_start"})", R"({"command":"backup_start","directory":"here"})",
        R"({"command":"backup_status"})"}) {
    const auto run = read_backup_start_answer(answer(std::string(request) + "\n"));
    ASSERT_FALSE(run) << request;
    EXPECT_EQ(run.error().code, ErrorCode::invalid_argument) << request;
  }
  EXPECT_TRUE(backups_.requests.empty());
}

}  // namespace
}  // namespace audmg::app

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/operations/backups.hpp"

#include "doubles/recording_backups.hpp"

#include <gtest/gtest.h>

namespace audmg::app {
namespace {

class BackupsTest : public testing::Test {
 protected:
  Result<backup::CreateReport> create(const std::function<bool(const BackupStatus&)>& progress) {
    return create_and_wait(backups_, {.directory = "/backup"}, progress);
  }
  RecordingBackups backups_;
};

TEST_F(BackupsTest, WaitsUntilTheReportIsThere) {
  backups_.answer = {.files = 10, .files_done = 4};
  int asked = 0;
  const auto report = create([&](const BackupStatus& status) {
    EXPECT_EQ(status.files_done, 4U);
    if (++asked == 3) backups_.answer.report = backup::CreateReport{.snapshot = "name"};
    return true;
  });
  ASSERT_TRUE(report);
  EXPECT_EQ(report->snapshot, "name");
  EXPECT_EQ(asked, 3);
  EXPECT_EQ(backups_.runs, (std::vector<std::uint64_t>{1, 1, 1, 1}));
}

TEST_F(BackupsTest, GivesTheErrorOfTheRun) {
  backups_.error = Error{ErrorCode::out_of_space, "the disk is full"};
  const auto report = create([](const BackupStatus&) { return true; });
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::out_of_space);
}

TEST_F(BackupsTest, StopsWaitingWhenItIsToldTo) {
  const auto report = create([](const BackupStatus&) { return false; });
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::unavailable);
}

}  // namespace
}  // namespace audmg::app

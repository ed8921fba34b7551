// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/operations/long_operations.hpp"

#include "doubles/recording_operations.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace audmg::app {
namespace {

class CreateAndWaitTest : public testing::Test {
 protected:
  Result<backup::CreateReport> create(const std::function<bool(const BackupStatus&)>& progress) {
    return create_and_wait(operations_.table, {.directory = "/backup"}, progress);
  }
  RecordingOperations operations_;
};

TEST_F(CreateAndWaitTest, WaitsUntilTheReportIsThere) {
  operations_.backup_status = {.files = 10, .files_done = 4};
  int asked = 0;
  const auto report = create([&](const BackupStatus& status) {
    EXPECT_EQ(status.files_done, 4U);
    if (++asked == 3) operations_.backup_status.report = backup::CreateReport{.snapshot = "name"};
    return true;
  });
  ASSERT_TRUE(report);
  EXPECT_EQ(report->snapshot, "name");
  EXPECT_EQ(asked, 3);
  EXPECT_THAT(operations_.calls,
              testing::ElementsAre("backup", "status 1", "status 1", "status 1", "status 1"));
}

TEST_F(CreateAndWaitTest, GivesTheErrorOfTheRun) {
  operations_.error = Error{ErrorCode::out_of_space, "the disk is full"};
  const auto report = create([](const BackupStatus&) { return true; });
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::out_of_space);
}

TEST_F(CreateAndWaitTest, StopsWaitingWhenItIsToldTo) {
  const auto report = create([](const BackupStatus&) { return false; });
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::unavailable);
}

}  // namespace
}  // namespace audmg::app

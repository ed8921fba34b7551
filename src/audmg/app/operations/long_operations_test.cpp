// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/operations/long_operations.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
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

class RebuildAllTest : public testing::Test {
 protected:
  RecordingOperations operations_;
};

TEST_F(RebuildAllTest, MakesAPassThatIsHeldUpAgain) {
  const FileId next = FileId::make(SystemClock().now());
  operations_.rebuild_report = {.files = 2, .sent = 1, .next_before = next};
  int passes = 0;
  const auto sum = rebuild_all(operations_.table, {}, [&](const functions::RebuildReport& so_far) {
    ++passes;
    EXPECT_EQ(so_far.files, passes < 4 ? 2U : 5U);
    EXPECT_EQ(so_far.held_up.has_value(), passes == 2 || passes == 3);
    operations_.rebuild_report = {.next_before = next};
    if (passes < 3) {
      operations_.rebuild_report.held_up = functions::RebuildBacklog{.waiting = 1000, .in_work = 2};
    } else {
      operations_.rebuild_report = {.files = 3, .sent = 2};
    }
    return true;
  });
  ASSERT_TRUE(sum) << sum.error().message;
  EXPECT_EQ(passes, 4);
  EXPECT_EQ(sum->files, 5U);
  EXPECT_EQ(sum->sent, 3U);
  const auto& requests = operations_.rebuild_requests;
  ASSERT_EQ(requests.size(), 4U);
  EXPECT_TRUE(requests[0].before.empty());
  for (std::size_t i = 1; i < 4; ++i) EXPECT_EQ(requests[i].before, next);
}

TEST_F(RebuildAllTest, StopsWhenItIsToldTo) {
  operations_.rebuild_report.held_up = functions::RebuildBacklog{.waiting = 1000};
  const auto stopped =
      rebuild_all(operations_.table, {}, [](const functions::RebuildReport&) { return false; });
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().code, ErrorCode::unavailable);
  EXPECT_EQ(operations_.rebuild_requests.size(), 1U);
}

}  // namespace
}  // namespace audmg::app

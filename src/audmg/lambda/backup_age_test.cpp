// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/backup_age.hpp"

#include "audmg/functions/upkeep/chore_note.hpp"
#include "testbeds/lambda_testbed.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::lambda {
namespace {

using namespace std::chrono_literals;

class BackupAgeTest : public LambdaTest {
 protected:
  void note(std::string_view chore, const Result<std::string>& figures) {
    functions::note_chore_end(chore, figures, drive().services.drive, drive().clock,
                              drive().logger);
  }
  std::optional<double> told() {
    deployment.counted.gauges.clear();
    EXPECT_TRUE(age_.tell_when_due());
    const auto found = deployment.counted.gauges.find("backup_age_seconds");
    if (found == deployment.counted.gauges.end()) return std::nullopt;
    return found->second;
  }

  BackupAge age_{deployment};
};

TEST_F(BackupAgeTest, IsThatOfTheLastOneThatSucceeded) {
  note(functions::kBackupChore, "{}");
  drive().clock.advance(2h);
  note(functions::kBackupChore, fail(ErrorCode::out_of_space, "full"));
  note(functions::kScrubChore, "{}");
  drive().clock.advance(1h);
  EXPECT_EQ(told(), 3.0 * 3600);
}

TEST_F(BackupAgeTest, IsToldOnceAnHour) {
  note(functions::kBackupChore, "{}");
  EXPECT_EQ(told(), 0.0);
  drive().clock.advance(59min);
  EXPECT_EQ(told(), std::nullopt);
  drive().clock.advance(1min);
  EXPECT_EQ(told(), 3600.0);
}

TEST_F(BackupAgeTest, IsNothingWithoutABackup) {
  EXPECT_EQ(told(), std::nullopt);
  note(functions::kBackupChore, fail(ErrorCode::out_of_space, "full"));
  drive().clock.advance(1h);
  EXPECT_EQ(told(), std::nullopt) << "the alarm takes that for too old";
}

TEST_F(BackupAgeTest, IsLookedForAgainAfterAFailure) {
  note(functions::kBackupChore, "{}");
  drive().failures.fail_once(ErrorCode::unavailable);
  EXPECT_FALSE(age_.tell_when_due());
  EXPECT_EQ(told(), 0.0);
}

TEST_F(BackupAgeTest, IsToldByTheSweepOfEveryMinute) {
  note(functions::kBackupChore, "{}");
  EXPECT_TRUE(invoke("sweep", R"({"sweep":"due"})"));
  EXPECT_TRUE(deployment.counted.gauges.contains("backup_age_seconds"));
}

}  // namespace
}  // namespace audmg::lambda

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/checks/check.hpp"
#include "audmg/backup/manifest.hpp"
#include "audmg/backup/snapshot_name.hpp"
#include "audmg/core/clock.hpp"
#include "doubles/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace audmg::app {
namespace {

using std::chrono::hours;

constexpr TimePoint kNow{std::chrono::milliseconds(1'767'355'200'000)};

class BackupCheckTest : public testing::Test {
 protected:
  BackupCheckTest() {
    settings_.backup_dir = folder_.path().string();
    settings_.backup_schedule = hours(24);
  }
  std::filesystem::path add_snapshot(TimePoint at, const backup::ManifestEnd& end) {
    const auto snapshot = folder_.path() / "snapshots" / backup::make_snapshot_name(at);
    std::filesystem::create_directories(snapshot);
    auto manifest = backup::ManifestWriter::create(
        snapshot / backup::kManifestFile,
        {.created_at = at,
         .program = "test",
         .records = {.path = "audmg.db", .size = 1, .sha256 = std::string(64, 'a')}});
    EXPECT_TRUE(manifest);
    EXPECT_TRUE(manifest->finish(end));
    return snapshot;
  }
  Finding check() { return check_backup(settings_, kNow).at(0); }

  const TemporaryFolder folder_;
  config::Settings settings_;
};

TEST_F(BackupCheckTest, WarnsWhenNoneIsMade) {
  EXPECT_EQ(check().verdict, Verdict::warn) << "none yet";
  settings_.backup_dir.clear();
  EXPECT_EQ(check().verdict, Verdict::warn);
}

TEST_F(BackupCheckTest, SaysTheAgeOfTheNewest) {
  add_snapshot(kNow - hours(100), {});
  add_snapshot(kNow - hours(3), {});
  EXPECT_EQ(check().verdict, Verdict::ok);
  EXPECT_NE(check().text.find("3h old, 2 kept"), std::string::npos) << check().text;
}

TEST_F(BackupCheckTest, FailsWhenItIsOverdue) {
  add_snapshot(kNow - hours(49), {});
  EXPECT_EQ(check().verdict, Verdict::fail);
}

TEST_F(BackupCheckTest, SaysWhatHardLinksAreNot) {
  add_snapshot(kNow, {.linked = 1});
  EXPECT_EQ(check().verdict, Verdict::warn);
}

TEST_F(BackupCheckTest, FailsWhenFilesAreMissingOrTheManifestIsDamaged) {
  add_snapshot(kNow - hours(1), {.missing = 1});
  EXPECT_EQ(check().verdict, Verdict::fail);
  const auto snapshot = add_snapshot(kNow, {});
  EXPECT_EQ(check().verdict, Verdict::ok);
  std::ofstream(snapshot / backup::kManifestFile, std::ios::trunc) << "{";
  EXPECT_EQ(check().verdict, Verdict::fail);
}

}  // namespace
}  // namespace audmg::app

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors

// Each call that a backup makes to the drive fails once: then there is no new snapshot, nothing is
// left over, and the earlier snapshots are unchanged.
#include "audmg/backup/create.hpp"
#include "audmg/database/file.hpp"
#include "doubles/failing_object_store.hpp"
#include "doubles/failing_record_snapshots.hpp"
#include "testbeds/backup_testbed.hpp"

#include <gtest/gtest.h>

namespace audmg::backup {
namespace {

namespace fs = std::filesystem;

class BackupFailuresTest : public BackupTest {
 protected:
  BackupFailuresTest() {
    for (int i = 0; i < 3; ++i) live.add_file(ada, "bytes " + std::to_string(i));
  }

  Result<CreateReport> create_with_failures(CopyMode mode) {
    clock.advance(std::chrono::seconds(1));
    const Drive whole = drive();
    database::FailingRecordSnapshots records(live.snapshots(), plan);
    storage::FailingObjectStore objects(live.objects(), plan);
    const Drive failing{.records = records,
                        .repository = whole.repository,
                        .objects = objects,
                        .check = whole.check,
                        .raise_generation = [&]() -> Result<void> {
                          AUDMG_CHECK(plan.before_call());
                          return whole.raise_generation();
                        },
                        .program = "test"};
    Progress progress;
    return create_backup({.directory = root, .mode = mode}, failing, clock, progress);
  }

  FailurePlan plan;
};

TEST_F(BackupFailuresTest, EachCallFailsOnce) {
  for (const CopyMode mode : {CopyMode::link, CopyMode::copy}) {
    ASSERT_TRUE(create(mode));
    const auto before = list_snapshots(root);
    ASSERT_TRUE(before);
    int failed = 0;
    for (;; ++failed) {
      plan.fail_after(failed, ErrorCode::out_of_space);
      const auto report = create_with_failures(mode);
      if (report) break;  // there was no such call any more
      EXPECT_EQ(report.error().code, ErrorCode::out_of_space) << report.error().message;
      EXPECT_EQ(list_snapshots(root)->size(), before->size());
      EXPECT_TRUE(fs::is_empty(root / "unfinished"));
      EXPECT_EQ(live.database().drive().is_leased(database::kKeepObjectsLease, clock.now()), false);
      ASSERT_LT(failed, 100);
    }
    plan.stop_failing();
    EXPECT_GT(failed, 5);
    EXPECT_EQ(verify()->damaged, 0U);
  }
}

/// A drive of one file whose store is elsewhere: each byte goes through read_at().
class BackupSourceTest : public BackupTest {
 protected:
  Result<CreateReport> create_from_afar() {
    clock.advance(std::chrono::seconds(1));
    const Drive whole = drive();
    storage::FailingObjectStore objects(live.objects(), plan);
    const Drive far{.records = whole.records,
                    .repository = whole.repository,
                    .objects = objects,
                    .check = whole.check,
                    .raise_generation = whole.raise_generation,
                    .program = "test"};
    Progress progress;
    return create_backup({.directory = root, .keep = 1}, far, clock, progress);
  }

  const database::File file = live.add_file(ada, "the bytes");
  FailurePlan plan;
};

TEST_F(BackupSourceTest, AnObjectThatCannotBeReadDoesNotStopTheOthers) {
  ASSERT_TRUE(create());
  for (const int passed : {0, 1}) {  // its opening, its bytes
    plan.fail_after(passed, ErrorCode::internal);
    fs::remove_all(root / "snapshots");
    const auto report = create_from_afar();
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->missing_keys, std::vector{file.object_key});
    EXPECT_EQ(report->objects, 2U);
    EXPECT_FALSE(fs::exists(object(report->snapshot, file.object_key)));
    EXPECT_EQ(verify()->damaged, 0U);
  }
}

TEST_F(BackupSourceTest, WrongBytesAreNotTakenForGoodByTheNextSnapshot) {
  flip_byte(live.path_of(file.object_key));
  const auto first = create_from_afar();
  ASSERT_TRUE(first);
  EXPECT_EQ(first->missing, 1U);
  const fs::path left = object(first->snapshot, file.object_key);
  EXPECT_FALSE(fs::exists(left));
  EXPECT_EQ(create_from_afar()->missing, 1U);
  // Nor is a file that the manifest does not vouch for.
  const auto latest = find_snapshot(root, "");
  ASSERT_TRUE(latest);
  const fs::path planted = latest->folder / kObjectsFolder / file.object_key;
  fs::create_directories(planted.parent_path());
  std::ofstream(planted) << "the byteZ";
  EXPECT_EQ(create_from_afar()->missing, 1U);
}

}  // namespace
}  // namespace audmg::backup

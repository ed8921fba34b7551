// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/backup/create.hpp"

#include "audmg/backup/find_in_backup.hpp"
#include "audmg/backup/kept_objects.hpp"
#include "audmg/backup/manifest.hpp"
#include "audmg/backup/own_snapshots.hpp"
#include "audmg/database/file.hpp"
#include "testbeds/backup_testbed.hpp"

#include <gtest/gtest.h>

#include <sys/stat.h>

namespace audmg::backup {
namespace {

namespace fs = std::filesystem;

TEST_F(BackupTest, LinksWhatTheRecordsNameAndNothingElse) {
  const auto file = live.add_file(ada, "the bytes");
  live.put("orig/orphan", "no row names it");
  const auto report = create();
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->files, 1U);
  EXPECT_EQ(report->objects, 3U) << "original, sidecar, rendition";
  EXPECT_EQ(report->linked, 3U);
  EXPECT_EQ(report->missing, 0U);
  EXPECT_EQ(inode_of(object(report->snapshot, file.object_key)),
            inode_of(live.path_of(file.object_key)));
  EXPECT_FALSE(fs::exists(object(report->snapshot, "orig/orphan")));
  EXPECT_TRUE(fs::is_empty(root / "unfinished"));
}

TEST_F(BackupTest, TheManifestSaysWhatIsThere) {
  const auto file = live.add_file(ada, "the bytes");
  const auto report = create();
  ASSERT_TRUE(report);
  auto manifest = ManifestReader::open(root / "snapshots" / report->snapshot / kManifestFile);
  ASSERT_TRUE(manifest) << manifest.error().message;
  ASSERT_TRUE(manifest->header().drive);
  EXPECT_EQ(manifest->header().drive->generation, 1U) << "that of the snapshot";
  EXPECT_EQ(manifest->header().secrets_elsewhere, std::vector<std::string>{"AUDMG_URL_SECRET"});
  std::vector<ManifestObject> objects;
  for (;;) {
    const auto object = manifest->next();
    ASSERT_TRUE(object);
    if (!*object) break;
    objects.push_back(**object);
  }
  ASSERT_EQ(objects.size(), 3U);
  EXPECT_EQ(objects[0].key, file.object_key);
  EXPECT_EQ(objects[0].size, 9U);
  EXPECT_EQ(objects[0].sha256, file.sha256);
  EXPECT_EQ(objects[0].crc32, 0xdeadbeef);
  EXPECT_EQ(objects[1].key, "meta/" + file.object_key + ".json");
  EXPECT_EQ(objects[1].sha256, "");
  EXPECT_EQ(manifest->end().objects, 3U);
  EXPECT_EQ(manifest->end().bytes, 9U + 7U + 5U);
  const auto live_identity = live.database().drive().find_identity();
  ASSERT_TRUE(live_identity && *live_identity);
  EXPECT_EQ((*live_identity)->generation, 2U) << "raised right after the snapshot";
}

TEST_F(BackupTest, CopiesShareNothingWithTheDriveAndServeTheNextSnapshot) {
  const auto file = live.add_file(ada, "the bytes");
  const auto linked = create(CopyMode::link);
  const auto copied = create(CopyMode::copy);
  const auto again = create(CopyMode::copy);
  ASSERT_TRUE(linked && copied && again);
  EXPECT_EQ(copied->copied, 3U) << "links of the snapshot before are no copies";
  EXPECT_EQ(again->reused, 3U);
  const ino_t original = inode_of(live.path_of(file.object_key));
  const ino_t copy = inode_of(object(copied->snapshot, file.object_key));
  EXPECT_EQ(inode_of(object(linked->snapshot, file.object_key)), original);
  EXPECT_NE(copy, original);
  EXPECT_EQ(inode_of(object(again->snapshot, file.object_key)), copy);
  EXPECT_EQ(fs::last_write_time(object(copied->snapshot, file.object_key)),
            fs::file_time_type(fs::last_write_time(object(again->snapshot, file.object_key))));
}

TEST_F(BackupTest, ASidecarThatChangedIsCopiedAnew) {
  const auto file = live.add_file(ada, "the bytes");
  ASSERT_TRUE(create(CopyMode::copy));
  live.put("meta/" + file.object_key + ".json", "{\"v\":2}");
  const auto again = create(CopyMode::copy);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->reused, 2U);
  EXPECT_EQ(again->copied, 1U);
}

TEST_F(BackupTest, AFileThatTheDriveLostIsNamedAndStopsPruning) {
  const auto lost = live.add_file(ada, "will be lost");
  live.add_file(ada, "stays");
  ASSERT_TRUE(create());
  ASSERT_TRUE(live.objects().delete_object(lost.object_key));
  const auto report = create(CopyMode::link, 1);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->missing, 1U);
  EXPECT_EQ(report->missing_keys, std::vector{lost.object_key});
  EXPECT_EQ(report->pruned, 0U) << "the snapshot before has what this one lacks";
  const auto verified = verify();
  ASSERT_TRUE(verified);
  EXPECT_EQ(verified->missing, 1U);
  EXPECT_EQ(verified->damaged, 0U);
}

TEST_F(BackupTest, AnObjectThatTwoRecordsNameIsThereOnce) {
  const auto file = live.add_file(ada, "the bytes");
  database::File second = database::make_file(ada.id);
  second.size = 4;
  second.sha256 = openssl::sha256_hex("more");
  second.media_record = file.media_record;
  live.put(second.object_key, "more");
  ASSERT_TRUE(live.database().files().add_file({second, std::nullopt}));
  const auto report = create();
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->files, 2U);
  EXPECT_EQ(report->objects, 4U);
}

TEST_F(BackupTest, KeepsTheNewest) {
  live.add_file(ada, "the bytes");
  for (int i = 0; i < 4; ++i) ASSERT_TRUE(create());
  const auto newest = create(CopyMode::link, 2);
  ASSERT_TRUE(newest);
  EXPECT_EQ(newest->pruned, 3U);
  const auto left = list_snapshots(root);
  ASSERT_TRUE(left);
  ASSERT_EQ(left->size(), 2U);
  EXPECT_EQ(left->back().name, newest->snapshot);
}

TEST_F(BackupTest, ADriveThatBeganAnewLeavesTheBackupsOfTheLostOne) {
  live.add_file(ada, "the bytes");
  const auto kept = create();
  ASSERT_TRUE(kept);
  ASSERT_TRUE(live.database().drive().set_identity({"a new drive", 1}));
  const auto refused = create(CopyMode::link, 1);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::conflict);
  EXPECT_FALSE(refused.error().retryable) << "so that the schedule raises an alarm";
  ASSERT_EQ(list_snapshots(root)->size(), 1U);
  EXPECT_EQ(list_own_snapshots(root, database::DriveIdentity{"drive", 9})->size(), 1U);
  EXPECT_TRUE(list_own_snapshots(root, database::DriveIdentity{"a new drive", 1})->empty());
  EXPECT_TRUE(list_own_snapshots(root, std::nullopt)->empty());
}

TEST_F(BackupTest, ADriveWithFarFewerFilesThanBeforePrunesNothing) {
  std::vector<database::File> files;
  for (int i = 0; i < 5; ++i) files.push_back(live.add_file(ada, std::to_string(i)));
  ASSERT_TRUE(create());
  files.resize(3);
  for (const database::File& file : files) {
    ASSERT_TRUE(live.database().files().delete_file(ada.id, file.id, {}));
  }
  const auto shrunk = create(CopyMode::link, 1);
  ASSERT_TRUE(shrunk) << shrunk.error().message;
  EXPECT_EQ(shrunk->files, 2U);
  EXPECT_EQ(shrunk->pruned, 0U);
  EXPECT_EQ(shrunk->shrunk_from, 5U);
  const auto next = create(CopyMode::link, 1);
  ASSERT_TRUE(next);
  EXPECT_EQ(next->shrunk_from, 0U);
  EXPECT_EQ(next->pruned, 2U);
}

TEST_F(BackupTest, AnOriginalOfAnotherSizeIsNotLinked) {
  const auto file = live.add_file(ada, "the bytes");
  fs::resize_file(live.path_of(file.object_key), 3);
  const auto report = create();
  ASSERT_TRUE(report);
  EXPECT_EQ(report->missing, 1U);
  EXPECT_FALSE(fs::exists(object(report->snapshot, file.object_key)));
}

TEST_F(BackupTest, ASnapshotThatIsBeingReadIsNotPruned) {
  ASSERT_TRUE(create());
  const auto first = find_snapshot(root, "");
  ASSERT_TRUE(first);
  const auto held = SnapshotInUse::hold(*first);
  ASSERT_TRUE(held);
  const auto second = create(CopyMode::link, 1);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->pruned, 0U);
  EXPECT_TRUE(fs::exists(first->folder));
}

TEST_F(BackupTest, WhatAnEarlierRunLeftIsRemoved) {
  ASSERT_TRUE(create());
  fs::create_directories(root / "unfinished" / "2026-01-31T235959.123Z-5c6b7a81" / "objects");
  ASSERT_TRUE(create());
  EXPECT_TRUE(fs::is_empty(root / "unfinished"));
  EXPECT_EQ(list_snapshots(root)->size(), 2U);
}

TEST_F(BackupTest, TwoAtOnceAreRefused) {
  {
    const auto held = BackupFolder::open(root);
    ASSERT_TRUE(held);
    const auto second = create();
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, ErrorCode::conflict) << "same folder";
  }
  ASSERT_EQ(live.database().drive().take_lease(database::kKeepObjectsLease, "another", clock.now(),
                                               clock.now() + kLeaseTime),
            true);
  const auto third = create();
  ASSERT_FALSE(third);
  EXPECT_EQ(third.error().code, ErrorCode::conflict) << "same drive";
}

TEST_F(BackupTest, TheLeaseIsHeldWhileObjectsAreCopiedAndEndsThen) {
  live.add_file(ada, "the bytes");
  Drive drive = this->drive();
  bool held = false;
  drive.raise_generation = [&]() -> Result<void> {
    held = live.database().drive().is_leased(database::kKeepObjectsLease, clock.now()) == true;
    return {};
  };
  Progress progress;
  ASSERT_TRUE(create_backup({.directory = root}, drive, clock, progress));
  EXPECT_TRUE(held);
  EXPECT_EQ(live.database().drive().is_leased(database::kKeepObjectsLease, clock.now()), false);
  EXPECT_EQ(progress.total, 1U);
  EXPECT_EQ(progress.done, 1U);
}

TEST_F(BackupTest, ALeaseThatRanOutMeansNoSnapshot) {
  live.add_file(ada, "the bytes");
  Drive drive = this->drive();
  drive.raise_generation = [&]() -> Result<void> {
    clock.advance(kLeaseTime);  // the machine slept
    return {};
  };
  Progress progress;
  const auto report = create_backup({.directory = root}, drive, clock, progress);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::unavailable);
  EXPECT_TRUE(list_snapshots(root)->empty());
  EXPECT_TRUE(fs::is_empty(root / "unfinished"));
}

TEST_F(BackupTest, HalvesThatDoNotBelongTogetherAreNotBackedUp) {
  Drive drive = this->drive();
  drive.check = []() -> Result<void> { return fail(ErrorCode::conflict, "an older database"); };
  Progress progress;
  const auto report = create_backup({.directory = root}, drive, clock, progress);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().message, "an older database");
  EXPECT_FALSE(fs::exists(root));
}

TEST_F(BackupTest, AStopLeavesNothing) {
  for (int i = 0; i < 3; ++i) live.add_file(ada, std::to_string(i));
  std::stop_source stop;
  stop.request_stop();
  Progress progress;
  const auto report =
      create_backup({.directory = root}, drive(), clock, progress, stop.get_token());
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::unavailable);
  EXPECT_TRUE(list_snapshots(root)->empty());
}

TEST_F(BackupTest, SecretsComeAlongForTheirOwnerOnly) {
  const fs::path secret = folder.path() / "jwt_secret";
  std::ofstream(secret) << "a secret of the drive\n";
  secret_files = {secret};
  const auto report = create();
  ASSERT_TRUE(report) << report.error().message;
  const fs::path copy = root / "snapshots" / report->snapshot / "secrets" / "jwt_secret";
  EXPECT_EQ(fs::status(copy).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(fs::status(root).permissions(), fs::perms::owner_all);
  EXPECT_EQ(fs::file_size(copy), 22U);
}

TEST_F(BackupTest, FindsGoodBytesForADamagedObject) {
  const auto file = live.add_file(ada, "the bytes");
  const auto copied = create(CopyMode::copy);
  const auto linked = create(CopyMode::link);
  ASSERT_TRUE(copied && linked);
  flip_byte(live.path_of(file.object_key));
  const auto found = find_in_backup(root, file.object_key, file.sha256);
  ASSERT_TRUE(found && *found);
  EXPECT_EQ(**found, object(copied->snapshot, file.object_key)) << "the link has the damage, too";
  EXPECT_EQ(*find_in_backup(root, file.object_key, std::string(64, '0')), std::nullopt);
  EXPECT_EQ(*find_in_backup(root, "../" + file.object_key, file.sha256), std::nullopt);
  EXPECT_EQ(*find_in_backup(root / "none", file.object_key, file.sha256), std::nullopt);
}

TEST_F(BackupTest, FindsSnapshotsByWhatPeopleWrite) {
  EXPECT_EQ(find_snapshot(root, "").error().code, ErrorCode::not_found);
  const auto first = create();
  const auto second = create();
  ASSERT_TRUE(first && second);
  EXPECT_EQ(find_snapshot(root, "latest")->name, second->snapshot);
  EXPECT_EQ(find_snapshot(root, first->snapshot)->name, first->snapshot);
  EXPECT_EQ(find_snapshot(root, first->snapshot.substr(first->snapshot.rfind('-') + 1))->name,
            first->snapshot);
  EXPECT_EQ(find_snapshot(root, "20").error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(find_snapshot(root, "1999").error().code, ErrorCode::not_found);
}

TEST_F(BackupTest, HasCompanionsWithTheirDigests) {
  const auto file = live.add_file(ada, "the bytes");
  const database::Companion companion{.kind = database::CompanionKind::video,
                                      .name = "a.mov",
                                      .content_type = "video/quicktime",
                                      .size = 9,
                                      .sha256 = openssl::sha256_hex("it moved!"),
                                      .crc32 = std::nullopt,
                                      .object_key = file.object_key + "-moving"};
  live.put(companion.object_key, "it moved!");
  live.put("meta/" + companion.object_key + ".json", "{}");
  ASSERT_TRUE(live.database().companions().put_companion(
      {.owner = file.owner, .file = file.id, .companion = companion}));
  const auto report = create();
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->objects, 5U);
  EXPECT_EQ(report->missing, 0U);
  EXPECT_EQ(inode_of(object(report->snapshot, companion.object_key)),
            inode_of(live.path_of(companion.object_key)));
  ASSERT_TRUE(live.objects().delete_object(companion.object_key));
  EXPECT_EQ(create()->missing, 1U) << "it cannot be made again";
}

}  // namespace
}  // namespace audmg::backup

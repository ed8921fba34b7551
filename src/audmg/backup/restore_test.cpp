// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/backup/restore.hpp"

#include "audmg/backup/manifest.hpp"
#include "audmg/backup/verify.hpp"
#include "audmg/database/file.hpp"
#include "audmg/functions/integrity/drive_identity.hpp"
#include "testbeds/backup_testbed.hpp"

#include <gtest/gtest.h>

#include <sys/resource.h>
#include <unistd.h>

#include <fstream>

namespace audmg::backup {
namespace {

namespace fs = std::filesystem;

TEST_F(BackupTest, RestoresEverything) {
  std::vector<database::File> files;
  for (int i = 0; i < 40; ++i) files.push_back(live.add_file(ada, "bytes " + std::to_string(i)));
  const fs::path secret = folder.path() / "jwt_secret";
  std::ofstream(secret) << "a secret of the drive\n";
  secret_files = {secret};
  ASSERT_TRUE(create());
  const auto report = restore();
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->files, 40U);
  EXPECT_EQ(report->objects, 120U);
  EXPECT_EQ(report->damaged, 0U);
  EXPECT_EQ((*other.database().drive().find_identity())->generation, 1U);
  const auto in_store = functions::find_store_identity(other.objects());
  ASSERT_TRUE(in_store && *in_store);
  EXPECT_EQ((*in_store)->drive_id, "drive");
  EXPECT_EQ((*in_store)->generation, 1U) << "both halves agree";
  for (const database::File& file : files) {
    EXPECT_EQ(other.read(file.object_key), live.read(file.object_key));
    const auto found = other.database().files().find_file(ada.id, file.id);
    ASSERT_TRUE(found && *found);
    EXPECT_EQ((*found)->sha256, file.sha256);
  }
  EXPECT_EQ(fs::file_size(folder.path() / "other" / "secrets" / "jwt_secret"), 22U);
  EXPECT_NE(inode_of(other.path_of(files[0].object_key)),
            inode_of(live.path_of(files[0].object_key)))
      << "what is restored shares nothing with the backup";
}

TEST_F(BackupTest, APlainFileThatBeginsAsASealedObjectIsRestored) {
  const database::File file = live.add_file(ada, "AUDMGSO1 and so on");
  ASSERT_TRUE(create());
  const auto report = restore();
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->damaged, 0U);
  EXPECT_EQ(other.read(file.object_key), "AUDMGSO1 and so on");
}

TEST_F(BackupTest, RestoresOnlyIntoAnEmptyDrive) {
  live.add_file(ada, "the bytes");
  ASSERT_TRUE(create());
  other.put("orig/somebody", "was here");
  const auto report = restore();
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::already_exists);
}

TEST_F(BackupTest, RestoresWhatItCanAndNamesTheRest) {
  const auto rotten = live.add_file(ada, "will rot");
  const auto gone = live.add_file(ada, "will go");
  const auto good = live.add_file(ada, "stays");
  const auto made = create(CopyMode::copy);
  ASSERT_TRUE(made);
  flip_byte(object(made->snapshot, rotten.object_key));
  fs::remove(object(made->snapshot, gone.object_key));
  const auto report = restore();
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->damaged, 2U);
  EXPECT_EQ(damages.size(), 2U);
  EXPECT_EQ(other.read(good.object_key), "stays");
  EXPECT_EQ(other.read(rotten.object_key).size(), 8U) << "a picture with a wrong byte is a picture";
}

TEST_F(BackupTest, WhatCannotBeOpenedForAnotherReasonIsNoDamage) {
  const auto file = live.add_file(ada, "the bytes");
  const auto made = create(CopyMode::copy);
  ASSERT_TRUE(made);
  const fs::path path = object(made->snapshot, file.object_key);
  fs::remove(path);
  fs::create_symlink(path, path);
  EXPECT_EQ(verify().error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(restore().error().code, ErrorCode::invalid_argument);
  EXPECT_TRUE(damages.empty());
}

TEST_F(BackupTest, AShortageOfDescriptorsIsNoDamage) {
  live.add_file(ada, "the bytes");
  ASSERT_TRUE(create());
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  // Two are left, for the snapshot's folder and its manifest.
  const int next = ::dup(STDIN_FILENO);
  ASSERT_GE(next, 0);
  ::close(next);
  const rlimit few{.rlim_cur = static_cast<rlim_t>(next) + 2, .rlim_max = before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &few), 0);
  const auto report = verify();
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
  ASSERT_FALSE(report);
  EXPECT_NE(report.error().message.find("audmg.db"), std::string::npos) << report.error().message;
  EXPECT_TRUE(damages.empty());
}

TEST_F(BackupTest, DoesNotBeginWithDamagedRecords) {
  live.add_file(ada, "the bytes");
  const auto made = create();
  ASSERT_TRUE(made);
  flip_byte(root / "snapshots" / made->snapshot / "audmg.db");
  const auto report = restore();
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::corrupt);
  EXPECT_TRUE(other.objects().list_objects({{}, {}, 1})->empty());
}

TEST_F(BackupTest, VerifyFindsEveryKindOfDamage) {
  const auto rotten = live.add_file(ada, "will rot");
  const auto gone = live.add_file(ada, "will go");
  const auto cut = live.add_file(ada, "will be cut");
  const auto made = create(CopyMode::copy);
  ASSERT_TRUE(made);
  ASSERT_TRUE(verify());
  EXPECT_TRUE(damages.empty());
  flip_byte(object(made->snapshot, rotten.object_key));
  fs::remove(object(made->snapshot, gone.object_key));
  fs::resize_file(object(made->snapshot, cut.object_key), 3);
  flip_byte(root / "snapshots" / made->snapshot / "audmg.db");
  const auto report = verify();
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->damaged, 4U);
  EXPECT_EQ(damages.size(), 4U);
}

TEST_F(BackupTest, VerifyReadsAsMuchAsItIsToldTo) {
  for (int i = 0; i < 60; ++i) live.add_file(ada, std::to_string(i));
  ASSERT_TRUE(create());
  EXPECT_EQ(verify()->read, 61U) << "the originals and the records";
  EXPECT_EQ(verify({.read_percent = 0})->read, 1U);
  const auto half = verify({.read_percent = 50});
  EXPECT_GT(half->read, 10U);
  EXPECT_LT(half->read, 52U);
  EXPECT_EQ(half->objects, 181U) << "all are looked at";
}

TEST_F(BackupTest, AManifestThatWasTamperedWithIsNoticed) {
  live.add_file(ada, "the bytes");
  const auto made = create();
  ASSERT_TRUE(made);
  const fs::path manifest = root / "snapshots" / made->snapshot / kManifestFile;
  std::string text;
  {
    std::ifstream file(manifest);
    text.assign(std::istreambuf_iterator<char>(file), {});
  }
  const auto rewrite = [&](std::string_view what, std::string_view with) {
    std::string changed = text;
    changed.replace(changed.find(what), what.size(), with);
    std::ofstream(manifest, std::ios::trunc) << changed;
  };
  rewrite("\"size\":9", "\"size\":8");
  EXPECT_EQ(verify().error().code, ErrorCode::corrupt);
  rewrite("\"key\":\"orig/", "\"key\":\"../orig/");
  EXPECT_EQ(verify().error().code, ErrorCode::corrupt) << "no way out of the folder";
  rewrite("\"version\":1", "\"version\":2");
  EXPECT_EQ(verify().error().code, ErrorCode::conflict);
  std::ofstream(manifest, std::ios::trunc) << text.substr(0, text.size() / 2);
  EXPECT_EQ(verify().error().code, ErrorCode::corrupt) << "cut off";
}

}  // namespace
}  // namespace audmg::backup

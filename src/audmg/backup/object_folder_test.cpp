// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/backup/object_folder.hpp"

#include "testbeds/backup_testbed.hpp"

#include <gtest/gtest.h>

namespace audmg::backup {
namespace {

namespace fs = std::filesystem;

class ObjectFolderTest : public testing::TestWithParam<CopyMode> {
 protected:
  ObjectFolderTest() {
    live.put("orig/one/a", "first");
    live.put("orig/two/b", "second");
    fs::create_directory(path);
    auto opened = ObjectFolder::open(path, live.objects(), {.mode = GetParam()});
    if (opened) objects = *std::move(opened);
  }

  TemporaryFolder folder;
  LiveDrive live{folder.path() / "live"};
  const fs::path path = folder.path() / "snapshot";
  std::unique_ptr<ObjectFolder> objects;
};

TEST_P(ObjectFolderTest, ItsRemovalIsAnErrorOfTheSnapshotAndNoLostObject) {
  ASSERT_TRUE(objects->store({.key = "orig/one/a"}));
  EXPECT_TRUE(objects->check_whole(1));
  fs::remove_all(path);
  const auto stored = objects->store({.key = "orig/two/b"});
  ASSERT_FALSE(stored);
  EXPECT_EQ(stored.error().code, ErrorCode::internal) << stored.error().message;
  EXPECT_FALSE(objects->check_whole(1));
}

TEST_P(ObjectFolderTest, WhatIsRemovedInPartIsNotWhole) {
  ASSERT_TRUE(objects->store({.key = "orig/one/a"}));
  fs::remove_all(path / "orig");
  ASSERT_TRUE(objects->store({.key = "orig/two/b"})) << "its folder is made again";
  EXPECT_EQ(objects->check_whole(2).error().code, ErrorCode::internal);
}

INSTANTIATE_TEST_SUITE_P(Modes, ObjectFolderTest, testing::Values(CopyMode::link, CopyMode::copy));

}  // namespace
}  // namespace audmg::backup

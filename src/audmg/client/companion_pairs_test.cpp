// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/client/companion_pairs.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace audmg::client {
namespace {

/// "a.jpg+a.mov b.jpg": the groups, each a file with its companions.
std::string pairs(const std::vector<std::string>& names) {
  std::vector<LocalFile> files;
  for (const std::string& name : names) files.push_back({.path = name, .size = 1});
  std::string text;
  for (const FileGroup& group : pair_companions(files)) {
    text += (text.empty() ? "" : " ") + group.file.path.string();
    for (const LocalFile& companion : group.companions) text += "+" + companion.path.string();
  }
  return text;
}

TEST(CompanionPairs, FollowTheNames) {
  EXPECT_EQ(pairs({"IMG_1.HEIC", "IMG_1.MOV", "IMG_1.xmp"}), "IMG_1.HEIC+IMG_1.MOV+IMG_1.xmp");
  EXPECT_EQ(pairs({"a.jpg", "a.jpg.xmp"}), "a.jpg+a.jpg.xmp");
  EXPECT_EQ(pairs({"a.jpg", "b.mov"}), "a.jpg b.mov");
  EXPECT_EQ(pairs({"a/x.jpg", "b/x.mov"}), "a/x.jpg b/x.mov") << "only within a folder";
  EXPECT_EQ(pairs({"a.flac", "a.flac.xmp"}), "a.flac a.flac.xmp") << "only pictures have them";
  EXPECT_EQ(pairs({"a.b/x", "a.b/y.mov"}), "a.b/x a.b/y.mov");
}

TEST(CompanionPairs, PreferTheRightPicture) {
  EXPECT_EQ(pairs({"a.cr2", "a.jpg", "a.xmp"}), "a.cr2+a.xmp a.jpg");
  EXPECT_EQ(pairs({"a.cr2", "a.heic", "a.mov"}), "a.cr2 a.heic+a.mov");
  EXPECT_EQ(pairs({"a.jpg", "a.jpg.xmp", "a.xmp"}), "a.jpg+a.jpg.xmp a.xmp")
      << "the whole name counts more";
  EXPECT_EQ(pairs({"a.jpg", "a.mov", "a.mp4"}), "a.jpg+a.mov a.mp4") << "one video at most";
}

TEST(CompanionPairs, NamesOfCompanions) {
  EXPECT_TRUE(is_companion_name("a/b.MOV"));
  EXPECT_TRUE(is_sidecar_name("b.jpg.XMP"));
  EXPECT_FALSE(is_sidecar_name("b.mp4"));
  EXPECT_FALSE(is_companion_name("mov"));
}

}  // namespace
}  // namespace audmg::client

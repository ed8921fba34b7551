// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/file.hpp"

#include <gtest/gtest.h>

namespace audmg::database {
namespace {

TEST(FileWords, KindsAreTheWordsOfTheWire) {
  EXPECT_EQ(to_string(FileKind::image), "image");
  EXPECT_EQ(to_string(FileKind::audio), "audio");
  EXPECT_EQ(parse_file_kind("image"), FileKind::image);
  EXPECT_EQ(parse_file_kind("audio"), FileKind::audio);
}

TEST(FileWords, StatusesAreTheWordsOfTheWire) {
  for (const FileStatus status : {FileStatus::processing, FileStatus::ready, FileStatus::failed}) {
    EXPECT_EQ(parse_file_status(to_string(status)), status);
  }
  EXPECT_EQ(to_string(FileStatus::processing), "processing");
}

TEST(FileWords, OtherWordsAreNothing) {
  for (const std::string_view text : {"", "Image", "images", "image ", "video"}) {
    EXPECT_FALSE(parse_file_kind(text)) << text;
    EXPECT_FALSE(parse_file_status(text)) << text;
  }
}

TEST(RenditionNames, AreOneText) {
  const std::vector<std::string> names{"opus", "universal"};
  EXPECT_EQ(join_rendition_names(names), "opus universal");
  EXPECT_EQ(split_rendition_names("opus universal"), names);
  EXPECT_EQ(join_rendition_names({}), "");
  EXPECT_TRUE(split_rendition_names("").empty());
}

}  // namespace
}  // namespace audmg::database

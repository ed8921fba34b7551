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

}  // namespace
}  // namespace audmg::database

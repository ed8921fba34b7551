// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/media_order.hpp"

#include <gtest/gtest.h>

#include <string>

namespace audmg::functions {
namespace {

using database::File;
using database::FileKind;

constexpr std::uint64_t kMega = 1'000'000;

MessageOrder order_of(FileKind kind, const std::string& type, std::uint64_t size) {
  File file;
  file.kind = kind;
  file.content_type = type;
  file.size = size;
  return media_order(file);
}

TEST(MediaOrder, PicturesAreAllUrgentAndCostByTheirSize) {
  for (const std::uint64_t size : {std::uint64_t{0}, kMega, 12 * kMega}) {
    EXPECT_EQ(order_of(FileKind::image, "image/jpeg", size), MessageOrder{}) << size;
  }
  const MessageOrder large = order_of(FileKind::image, "image/tiff", 400 * kMega);
  EXPECT_EQ(large.priority, Priority::normal);
  EXPECT_GT(large.cost, 20U);
}

TEST(MediaOrder, SongsAreUrgentAndLongRecordingsAreNot) {
  const MessageOrder song = order_of(FileKind::audio, "audio/mpeg", 8 * kMega);
  EXPECT_EQ(song.priority, Priority::normal);
  EXPECT_GT(song.cost, 1U);
  EXPECT_EQ(order_of(FileKind::audio, "audio/flac", 40 * kMega).priority, Priority::normal);
  EXPECT_EQ(order_of(FileKind::audio, "audio/wav", 150 * kMega).priority, Priority::normal);
  const MessageOrder audiobook = order_of(FileKind::audio, "audio/mp4", 144 * kMega);
  EXPECT_EQ(audiobook.priority, Priority::low);
  EXPECT_GT(audiobook.cost, 100U);
  EXPECT_EQ(order_of(FileKind::audio, "audio/flac", 900 * kMega).priority, Priority::low);
}

TEST(MediaOrder, NoSizeIsTooLarge) {
  for (const FileKind kind : {FileKind::image, FileKind::audio}) {
    EXPECT_LE(order_of(kind, "audio/mpeg", ~std::uint64_t{0}).cost, kMaxMessageCost);
  }
}

TEST(MediaOrder, ARebuildIsNeverUrgent) {
  File file;
  file.size = 100 * kMega;
  EXPECT_EQ(rebuild_order(file).priority, Priority::background);
  EXPECT_EQ(rebuild_order(file).cost, media_order(file).cost);
}

}  // namespace
}  // namespace audmg::functions

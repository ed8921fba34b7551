// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
//
// Animations, and containers that the decoder does not read as they are.
#include "audmg/media/image/frame_count.hpp"
#include "audmg/media/image/repaired_heif.hpp"
#include "doubles/avif_files.hpp"
#include "doubles/media_fixtures.hpp"
#include "doubles/memory_object_reader.hpp"
#include "testbeds/image_testbed.hpp"

#include <gtest/gtest.h>

namespace audmg::media {
namespace {

using namespace std::string_literals;

AvifFile avif() { return AvifFile(fixture("allowed/picture.avif")); }

void expect_the_picture(const std::string& content, std::uint32_t frames) {
  EXPECT_EQ(inspected(content), "AVIF image/avif");
  const auto image = rendered(content, "image/avif");
  ASSERT_TRUE(image.record.has_value()) << image.record.error().message;
  EXPECT_EQ(image.record->image->width, 64U);
  EXPECT_EQ(image.record->image->height, 48U);
  EXPECT_EQ(image.record->image->frames, frames);
  EXPECT_EQ(image.record->damaged, "");
  const auto same = rendered(fixture("allowed/picture.avif"), "image/avif");
  EXPECT_EQ(image.outputs->content("small"), same.outputs->content("small"));
}

TEST(Sequences, AMetaBoxToTheEndOfTheFileIsRead) {
  expect_the_picture(avif().with_endless_meta(), 1);
}

TEST(Sequences, ASequenceAloneShowsItsFirstFrame) { expect_the_picture(avif().as_sequence(5), 5); }

TEST(Sequences, ASequenceBesideAPictureIsCounted) {
  expect_the_picture(avif().with_sequence(7), 7);
}

TEST(Sequences, AVideoIsNoPicture) {
  EXPECT_EQ(inspected(avif().as_sequence(5, "vide")),
            "refused: a HEIF file without a still picture");
}

TEST(Sequences, DamagedSequencesAreNoPicture) {
  const std::string good = avif().as_sequence(5);
  for (const std::string_view box :
       {"moov", "trak", "mdia", "hdlr", "minf", "stbl", "stsd", "av01", "av1C", "stsz", "stco"}) {
    std::string content = good;
    content.replace(content.find(box), box.size(), "free");
    EXPECT_EQ(inspected(content), "refused: a HEIF file without a still picture") << box;
  }
  EXPECT_EQ(inspected(good.substr(0, good.size() - 1)), "refused: a truncated AVIF image");
}

TEST(Sequences, OtherFilesAreNotRepaired) {
  for (const char* file : {"allowed/picture.avif", "allowed/rotated.heic", "allowed/aac.m4a"}) {
    const std::string content = fixture(file);
    MemoryObjectReader object(bytes_of(content));
    const auto repaired = repaired_heif(object);
    ASSERT_TRUE(repaired.has_value());
    EXPECT_FALSE(repaired->has_value()) << file;
  }
}

TEST(Sequences, AMetaBoxWithASizeOf64BitsIsNotRepaired) {
  const std::string content = "\0\0\0\x10"s + "ftypavif" + "\0\0\0\0"s +  // the first box
                              "\0\0\0\1"s + "meta" + "\0\0\0\0\0\0\0\x14"s +
                              "\0\0\0\0"s;  // its end is the file's
  MemoryObjectReader object(bytes_of(content));
  const auto repaired = repaired_heif(object);
  ASSERT_TRUE(repaired.has_value());
  EXPECT_FALSE(repaired->has_value());
}

std::string animated_png(std::string_view chunk_body) {
  const std::string png = fixture("allowed/picture.png");
  return png.substr(0, 33) + png_chunk("acTL", chunk_body) + png.substr(33);
}

TEST(Sequences, FramesOfAnAnimatedPngAreCounted) {
  const auto image = rendered(animated_png("\0\0\0\x0c\0\0\0\0"s), "image/png");
  ASSERT_TRUE(image.record.has_value()) << image.record.error().message;
  EXPECT_EQ(image.record->image->frames, 12U);
  const auto count = [](const std::string& content) {
    MemoryObjectReader object(bytes_of(content));
    ByteWindow bytes(object);
    return count_frames(bytes, vips::Loader::png);
  };
  EXPECT_EQ(count(fixture("allowed/picture.png")), 1U);
  EXPECT_EQ(count(animated_png("\0\0\0\0\0\0\0\0"s)), 1U);
  EXPECT_EQ(count(animated_png("\0\0\0\x0c"s)), 1U);
  EXPECT_EQ(count(animated_png("\xff\xff\xff\xff\0\0\0\0"s)), 10'000'000U);
}

}  // namespace
}  // namespace audmg::media

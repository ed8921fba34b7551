// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/zstd/frame_reader.hpp"
#include "audmg/lib/zstd/frame_writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace audmg::zstd {
namespace {

std::string compressed(std::string_view first, std::string_view second) {
  FrameWriter writer(3);
  EXPECT_TRUE(writer.write(std::as_bytes(std::span(first))));
  EXPECT_TRUE(writer.write(std::as_bytes(std::span(second))));
  auto frame = writer.finish();
  EXPECT_TRUE(frame);
  return frame.value_or("");
}

/// Returns the text, or the name of the error.
std::string decompressed(std::string_view frame, std::size_t size) {
  FrameReader reader(frame);
  std::string text(size, '\0');
  if (const auto read = reader.read(std::as_writable_bytes(std::span(text))); !read) {
    return std::string(to_string(read.error().code));
  }
  if (const auto end = reader.finish(); !end) return std::string(to_string(end.error().code));
  return text;
}

TEST(Zstd, GivesBackWhatWasCompressed) {
  EXPECT_EQ(decompressed(compressed("", ""), 0), "");
  EXPECT_EQ(decompressed(compressed("one ", "two"), 7), "one two");
  const std::string large(std::size_t{1} << 20, 'x');
  const std::string frame = compressed(large, large);
  EXPECT_LT(frame.size(), 1000);
  EXPECT_EQ(decompressed(frame, large.size() * 2), large + large);
}

TEST(Zstd, NoticesEveryDamage) {
  const std::string text = "the quick brown fox jumps over the lazy dog";
  const std::string frame = compressed(text, "");
  for (std::size_t i = 0; i < frame.size(); ++i) {
    std::string damaged = frame;
    damaged[i] = static_cast<char>(damaged[i] ^ 0x40);
    // Some bits of the header only say how much memory to use.
    EXPECT_THAT(decompressed(damaged, text.size()), testing::AnyOf("corrupt", text)) << i;
    EXPECT_EQ(decompressed(frame.substr(0, i), text.size()), "corrupt") << i;
  }
}

TEST(Zstd, NoticesAnotherSize) {
  const std::string frame = compressed("four", "");
  EXPECT_EQ(decompressed(frame, 3), "corrupt");
  EXPECT_EQ(decompressed(frame, 5), "corrupt");
  EXPECT_EQ(decompressed(frame + "x", 4), "corrupt");
}

}  // namespace
}  // namespace audmg::zstd

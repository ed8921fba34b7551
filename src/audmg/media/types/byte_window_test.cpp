// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/byte_window.hpp"

#include "doubles/media_fixtures.hpp"

#include <gtest/gtest.h>

namespace audmg::media {
namespace {

TEST(ByteWindow, ReadsBothByteOrders) {
  MemoryObjectReader object(bytes_of("\x01\x02\x03\x04\x05\x06\x07\x08"));
  ByteWindow bytes(object);
  EXPECT_EQ(bytes.be16(0), 0x0102);
  EXPECT_EQ(bytes.u8(7), 8);
  EXPECT_EQ(bytes.be24(0), 0x010203U);
  EXPECT_EQ(bytes.be32(4), 0x05060708U);
  EXPECT_EQ(bytes.be64(0), 0x0102030405060708U);
  EXPECT_EQ(bytes.le16(0), 0x0201);
  EXPECT_EQ(bytes.le24(0), 0x030201U);
  EXPECT_EQ(bytes.le32(4), 0x08070605U);
  EXPECT_EQ(bytes.le64(0), 0x0807060504030201U);
  EXPECT_TRUE(bytes.is_at(2, "\x03\x04"));
  EXPECT_FALSE(bytes.is_at(2, "\x04\x03"));
  EXPECT_EQ(object.reads(), 1);
}

TEST(ByteWindow, PastTheEndIsZeroAndNoError) {
  MemoryObjectReader object(bytes_of("\xFF\xFF"));
  ByteWindow bytes(object);
  EXPECT_FALSE(bytes.has(0, 3));
  EXPECT_FALSE(bytes.has(3, 0));
  EXPECT_FALSE(bytes.has(UINT64_MAX, 2));
  EXPECT_FALSE(bytes.has(1, UINT64_MAX));
  EXPECT_EQ(bytes.be32(0), 0U);
  EXPECT_EQ(bytes.u8(UINT64_MAX), 0);
  EXPECT_FALSE(bytes.is_at(1, "\xFF\xFF"));
  EXPECT_FALSE(bytes.error().has_value());
}

TEST(ByteWindow, StraddlesTheWindow) {
  std::string content(3 * kHeadBytes, '\0');
  content.replace(kHeadBytes - 2, 4, "\x01\x02\x03\x04");
  MemoryObjectReader object(bytes_of(content));
  ByteWindow bytes(object);
  EXPECT_EQ(bytes.u8(0), 0);
  EXPECT_EQ(bytes.be32(kHeadBytes - 2), 0x01020304U);
  EXPECT_EQ(object.reads(), 2);
}

TEST(ByteWindow, TheBudgetEnds) {
  const std::string content(2 * kHeadBytes + 1, '\x01');
  MemoryObjectReader object(bytes_of(content));
  ByteWindow bytes(object);
  for (int i = 0; i < kMaxInspectionReads; ++i) {
    ASSERT_EQ(bytes.u8(i % 2 == 0 ? 0 : 2 * kHeadBytes), 1);
  }
  EXPECT_FALSE(bytes.spent());
  EXPECT_EQ(bytes.u8(0), 0);
  EXPECT_TRUE(bytes.spent());
  EXPECT_EQ(object.reads(), kMaxInspectionReads);
}

// Gives one byte at a time and ends before its recorded size.
class StingyObjectReader final : public storage::ObjectReader {
 public:
  StingyObjectReader() { info_.size = 4; }
  const storage::ObjectInfo& info() const noexcept override { return info_; }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> into) override {
    if (offset >= end) return 0;
    into[0] = std::byte{7};
    return 1;
  }
  int descriptor() const noexcept override { return -1; }
  std::uint64_t end = 4;

 private:
  storage::ObjectInfo info_;
};

TEST(ByteWindow, ShortReadsAreContinued) {
  StingyObjectReader object;
  ByteWindow bytes(object);
  EXPECT_EQ(bytes.be32(0), 0x07070707U);
}

TEST(ByteWindow, AnObjectShorterThanItsSizeIsCorrupt) {
  StingyObjectReader object;
  object.end = 3;
  ByteWindow bytes(object);
  EXPECT_EQ(bytes.be32(0), 0U);
  ASSERT_TRUE(bytes.error().has_value());
  EXPECT_EQ(bytes.error()->code, ErrorCode::corrupt);
}

}  // namespace
}  // namespace audmg::media

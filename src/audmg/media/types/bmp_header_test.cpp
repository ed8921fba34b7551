// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/bmp_header.hpp"

#include "doubles/bmp_file.hpp"
#include "doubles/media_fixtures.hpp"

#include <gtest/gtest.h>

namespace audmg::media {
namespace {

std::string verdict_of(const BmpFile& file) { return inspected(bmp_bytes(file)); }

const std::string kAccepted = "BMP image/bmp";
const std::string kDamaged = "refused: a damaged BMP image";
const std::string kTruncated = "refused: a truncated BMP image";

std::string rows(std::size_t bytes) { return std::string(bytes, '\x11'); }

TEST(BmpHeader, EveryHeaderIsKnown) {
  for (const std::uint32_t header_bytes : {12U, 16U, 40U, 52U, 56U, 64U, 108U, 124U}) {
    const BmpFile file{.header_bytes = header_bytes, .pixels = rows(16)};
    EXPECT_EQ(verdict_of(file), kAccepted) << header_bytes;
    const auto header = parse_bmp_header(bytes_of(bmp_bytes(file)));
    ASSERT_TRUE(header.has_value()) << header_bytes;
    EXPECT_EQ(header->width, 2U);
    EXPECT_EQ(header->height, 2U);
    EXPECT_EQ(header->pixels_offset, 14 + header_bytes);
  }
  EXPECT_EQ(inspected("BM" + std::string(12, '\0') + "\x30\0\0\0" + std::string(60, '\0')),
            "refused: an unknown kind of data");  // a header of 48 bytes is nobody's
}

TEST(BmpHeader, EveryDepthIsKnown) {
  for (const int bits : {1, 2, 4, 8}) {
    const BmpFile file{
        .bits = static_cast<std::uint16_t>(bits), .palette = {0, 0xFFFFFF}, .pixels = rows(8)};
    EXPECT_EQ(verdict_of(file), kAccepted) << bits;
  }
  for (const int bits : {16, 24, 32}) {
    EXPECT_EQ(verdict_of({.bits = static_cast<std::uint16_t>(bits), .pixels = rows(16)}), kAccepted)
        << bits;
  }
  for (const int bits : {0, 3, 12, 48, 64}) {
    EXPECT_EQ(verdict_of({.bits = static_cast<std::uint16_t>(bits), .pixels = rows(64)}), kDamaged)
        << bits;
  }
}

TEST(BmpHeader, ImpossibleSizesAreDamage) {
  EXPECT_EQ(verdict_of({.width = 0, .pixels = rows(16)}), kDamaged);
  EXPECT_EQ(verdict_of({.width = -2, .pixels = rows(16)}), kDamaged);
  EXPECT_EQ(verdict_of({.height = 0, .pixels = rows(16)}), kDamaged);
  EXPECT_EQ(verdict_of({.height = INT32_MIN, .pixels = rows(16)}), kDamaged);
  EXPECT_EQ(verdict_of({.height = -2, .pixels = rows(16)}), kAccepted);
  EXPECT_EQ(verdict_of({.width = INT32_MAX, .height = INT32_MAX, .bits = 32, .pixels = rows(16)}),
            kTruncated);
}

TEST(BmpHeader, MasksMustBeContiguousAndApart) {
  const auto with = [](std::vector<std::uint32_t> masks, std::uint16_t bits = 32) {
    return verdict_of(
        {.bits = bits, .compression = 3, .masks = std::move(masks), .pixels = rows(16)});
  };
  EXPECT_EQ(with({0xFF0000, 0xFF00, 0xFF}), kAccepted);
  EXPECT_EQ(with({0xFFC00000, 0x3FF000, 0xFFC}), kAccepted);  // 10 bits each
  EXPECT_EQ(with({0xF800, 0x7E0, 0x1F}, 16), kAccepted);
  EXPECT_EQ(with({0xFF0000, 0xFF00, 0}), kAccepted);  // no blue
  EXPECT_EQ(with({0xF0F000, 0xF00, 0xFF}), kDamaged);
  EXPECT_EQ(with({0xFF00, 0xFF00, 0xFF}), kDamaged);
  EXPECT_EQ(with({0, 0, 0}), kDamaged);
  EXPECT_EQ(with({0xFF0000, 0xFF00, 0xFF}, 16), kDamaged);
  EXPECT_EQ(with({0xFF0000, 0xFF00, 0xFF}, 24), kDamaged);
}

TEST(BmpHeader, CompressionsGoWithTheirDepths) {
  const auto with = [](std::uint32_t compression, std::uint16_t bits, std::int32_t height = 2,
                       std::uint32_t header_bytes = 40) {
    return verdict_of({.height = height,
                       .bits = bits,
                       .compression = compression,
                       .header_bytes = header_bytes,
                       .palette = {0, 0xFFFFFF},
                       .pixels = rows(16)});
  };
  EXPECT_EQ(with(1, 8), kAccepted);
  EXPECT_EQ(with(2, 4), kAccepted);
  EXPECT_EQ(with(1, 4), kDamaged);
  EXPECT_EQ(with(2, 8), kDamaged);
  EXPECT_EQ(with(1, 8, -2), kDamaged);
  EXPECT_EQ(with(7, 8), kDamaged);
  EXPECT_EQ(with(4, 0), "refused: a BMP file around a JPEG or PNG image, as only printers take it");
  EXPECT_EQ(with(5, 0), "refused: a BMP file around a JPEG or PNG image, as only printers take it");
  EXPECT_EQ(with(3, 1, 2, 64), "refused: an OS/2 bitmap with an unusual compression");
  EXPECT_EQ(with(4, 24, 2, 64), "refused: an OS/2 bitmap with an unusual compression");
}

TEST(BmpHeader, ThePaletteEndsWhereThePixelsBegin) {
  BmpFile file{.bits = 8, .palette = {1, 2, 3}, .pixels = rows(8)};
  const auto three = parse_bmp_header(bytes_of(bmp_bytes(file)));
  ASSERT_TRUE(three.has_value());
  EXPECT_EQ(three->palette_entries, 3U);
  file.palette.assign(300, 7);
  const auto most = parse_bmp_header(bytes_of(bmp_bytes(file)));
  ASSERT_TRUE(most.has_value());
  EXPECT_EQ(most->palette_entries, 256U);
  file.palette.clear();
  EXPECT_EQ(verdict_of(file), kDamaged);
}

TEST(BmpHeader, OnlyTheLastPaddingMayBeMissing) {
  BmpFile file{.width = 1, .pixels = rows(7)};
  EXPECT_EQ(verdict_of(file), kAccepted);
  file.pixels.pop_back();
  EXPECT_EQ(verdict_of(file), kTruncated);
}

}  // namespace
}  // namespace audmg::media

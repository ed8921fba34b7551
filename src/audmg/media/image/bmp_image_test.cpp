// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/image/bmp_image.hpp"

#include "audmg/lib/vips/library.hpp"
#include "doubles/bmp_file.hpp"
#include "doubles/media_fixtures.hpp"
#include "testbeds/image_testbed.hpp"

#include <gtest/gtest.h>

namespace audmg::media {
namespace {

using namespace std::string_literals;

using Row = std::vector<int>;

// All samples, row by row from the top; empty when a row cannot be read.
std::vector<Row> rows_of(const BmpFile& file) {
  const std::string content = bmp_bytes(file);
  const auto header = parse_bmp_header(bytes_of(content));
  if (!header) return {};
  const BmpPixels pixels(*header, memory_reader(content));
  std::vector<Row> rows;
  std::vector<std::uint8_t> row(header->width * static_cast<std::size_t>(pixels.bands()));
  for (std::uint32_t y = 0; y < header->height; ++y) {
    if (!pixels.read_row(y, row)) return {};
    rows.emplace_back(row.begin(), row.end());
  }
  return rows;
}

TEST(BmpPixels, RowsStandOnTheirHeads) {
  const std::string low = "\x01\x02\x03\x04\x05\x06\0\0"s;
  const std::string high = "\x11\x12\x13\x14\x15\x16\0\0"s;
  const std::vector<Row> expected{{0x13, 0x12, 0x11, 0x16, 0x15, 0x14}, {3, 2, 1, 6, 5, 4}};
  EXPECT_EQ(rows_of({.pixels = low + high}), expected);
  EXPECT_EQ(rows_of({.height = -2, .pixels = high + low}), expected);
}

TEST(BmpPixels, IndicesBeginInTheHighestBits) {
  const std::vector<std::uint32_t> palette{0x102030, 0x405060, 0x708090, 0xA0B0C0};
  const Row first{0x10, 0x20, 0x30};
  const auto one = rows_of(
      {.width = 3, .height = 1, .bits = 1, .palette = {0, 0xFFFFFF}, .pixels = "\x40\0\0\0"s});
  EXPECT_EQ(one, (std::vector<Row>{{0, 0, 0, 255, 255, 255, 0, 0, 0}}));
  const auto two =
      rows_of({.width = 4, .height = 1, .bits = 2, .palette = palette, .pixels = "\x1B\0\0\0"s});
  ASSERT_EQ(two.size(), 1U);
  EXPECT_EQ(two[0], (Row{0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70, 0x80, 0x90, 0xA0, 0xB0, 0xC0}));
  const auto four =
      rows_of({.width = 2, .height = 1, .bits = 4, .palette = palette, .pixels = "\x20\0\0\0"s});
  EXPECT_EQ(four, (std::vector<Row>{{0x70, 0x80, 0x90, 0x10, 0x20, 0x30}}));
  // An index beyond the palette is black; OS/2's entries have three bytes.
  const auto eight = rows_of({.width = 2,
                              .height = 1,
                              .bits = 8,
                              .header_bytes = 12,
                              .palette = palette,
                              .pixels = "\x03\xFF\0\0"s});
  EXPECT_EQ(eight, (std::vector<Row>{{0xA0, 0xB0, 0xC0, 0, 0, 0}}));
}

TEST(BmpPixels, MasksTellTheChannels) {
  EXPECT_EQ(rows_of({.width = 2, .height = 1, .bits = 16, .pixels = "\x00\x7C\xFF\x03"s}),
            (std::vector<Row>{{255, 0, 0, 0, 255, 255}}));
  EXPECT_EQ(rows_of({.width = 2,
                     .height = 1,
                     .bits = 16,
                     .compression = 3,
                     .masks = {0xF800, 0x07E0, 0x001F},
                     .pixels = "\x00\xF8\xE0\x07"s}),
            (std::vector<Row>{{255, 0, 0, 0, 255, 0}}));
  EXPECT_EQ(rows_of({.width = 1,
                     .height = 1,
                     .bits = 32,
                     .compression = 3,
                     .masks = {0x3FF00000, 0x000FFC00, 0x000003FF},
                     .pixels = little_endian((0x3FFU << 20U) | (0x200U << 10U), 4)}),
            (std::vector<Row>{{255, 128, 0}}));
  // The fourth byte is none of the colours, and no alpha without a mask.
  EXPECT_EQ(rows_of({.width = 1, .height = 1, .bits = 32, .pixels = "\x01\x02\x03\x80"s}),
            (std::vector<Row>{{3, 2, 1}}));
}

TEST(BmpPixels, AlphaCountsUnlessItIsZeroEverywhere) {
  BmpFile file{.width = 2,
               .height = 1,
               .bits = 32,
               .compression = 3,
               .header_bytes = 108,
               .masks = {0xFF0000, 0xFF00, 0xFF, 0xFF000000},
               .pixels = "\x01\x02\x03\x00\x04\x05\x06\x80"s};
  EXPECT_EQ(rows_of(file), (std::vector<Row>{{3, 2, 1, 0, 6, 5, 4, 128}}));
  file.pixels = "\x01\x02\x03\x00\x04\x05\x06\x00"s;
  EXPECT_EQ(rows_of(file), (std::vector<Row>{{3, 2, 1, 6, 5, 4}}));
}

// The indices of a decoded picture: the palette maps each to itself.
std::vector<Row> decoded_runs(std::string code, std::uint16_t bits = 8, std::int32_t width = 4,
                              std::int32_t height = 2) {
  BmpFile file{.width = width,
               .height = height,
               .bits = bits,
               .compression = bits == 8 ? 1U : 2U,
               .pixels = std::move(code)};
  for (std::uint32_t i = 0; i < (1U << bits); ++i) file.palette.push_back(i);
  std::vector<Row> rows = rows_of(file);
  for (Row& row : rows) {
    Row indices;
    for (std::size_t i = 2; i < row.size(); i += 3) indices.push_back(row[i]);
    row = indices;
  }
  return rows;
}

TEST(BmpRuns, RunsEscapesAndLiterals) {
  using Rows = std::vector<Row>;
  // A run, the end of the row, a literal of three with its padding, the end.
  EXPECT_EQ(decoded_runs("\x04\x07\0\0\0\x03\x01\x02\x03\0\x01\x09\0\x01"s),
            (Rows{{1, 2, 3, 9}, {7, 7, 7, 7}}));
  // A move of one to the right and one up.
  EXPECT_EQ(decoded_runs("\x01\x05\0\x02\x01\x01\x01\x06\0\x01"s),
            (Rows{{0, 0, 6, 0}, {5, 0, 0, 0}}));
  // Nibbles take turns.
  EXPECT_EQ(decoded_runs("\x03\x12\0\0\0\x03\x45\x60\0\x01"s, 4),
            (Rows{{4, 5, 6, 0}, {1, 2, 1, 0}}));
}

TEST(BmpRuns, StaysInsideThePicture) {
  using Rows = std::vector<Row>;
  EXPECT_EQ(decoded_runs("\xFF\x07\xFF\x08\0\0\xFF\x09"s), (Rows{{9, 9, 9, 9}, {7, 7, 7, 7}}));
  EXPECT_EQ(decoded_runs("\0\x02\xFF\xFF\x04\x01"s), (Rows{{0, 0, 0, 0}, {0, 0, 0, 0}}));
  EXPECT_EQ(decoded_runs("\0\0\0\0\0\0\x04\x01"s), (Rows{{0, 0, 0, 0}, {0, 0, 0, 0}}));
  for (const std::string& cut : {"\x04"s, "\0\x02\x01"s, "\0\xFF\x01\x02"s, "\0\x05\x01"s}) {
    EXPECT_EQ(decoded_runs(cut).size(), 2U);
  }
  EXPECT_EQ(decoded_runs("\0\xFF\x01\x02"s), (Rows{{0, 0, 0, 0}, {1, 2, 0, 0}}));
}

TEST(BmpImage, IsRenderedAndShownEverywhere) {
  BmpFile file{.width = 96, .height = 64, .pixels = {}};
  for (int y = 0; y < 64; ++y) {  // from below: blue and white, then red and green
    for (int x = 0; x < 96; ++x) {
      const bool left = x < 48;
      file.pixels +=
          y < 32 ? (left ? "\xFF\0\0"s : "\xFF\xFF\xFF"s) : (left ? "\0\0\xFF"s : "\0\xFF\0"s);
    }
  }
  const auto image = rendered(bmp_bytes(file), "image/bmp");
  ASSERT_TRUE(image.record.has_value()) << image.record.error().message;
  EXPECT_EQ(image.record->image->width, 96U);
  EXPECT_EQ(image.record->renditions.size(), 3U);
  const Pixels pixels(image.outputs->content("small"));
  EXPECT_TRUE(is_close(pixels.near(0.2, 0.2), kRed)) << to_text(pixels.near(0.2, 0.2));
  EXPECT_TRUE(is_close(pixels.near(0.8, 0.2), kGreen));
  EXPECT_TRUE(is_close(pixels.near(0.2, 0.8), kBlue));
}

TEST(BmpImage, AnEmbeddedProfileIsPassedOn) {
  ASSERT_TRUE(vips::initialise().has_value());
  BmpFile file{.header_bytes = 124, .pixels = std::string(16, '\x11'), .profile = "a profile"};
  const std::string content = bmp_bytes(file);
  const auto image = open_bmp(memory_reader(content));
  ASSERT_TRUE(image.has_value()) << image.error().message;
  EXPECT_EQ(image->icc_profile().size(), 9U);
  const std::string cut = content.substr(0, content.size() - 1);
  const auto without = open_bmp(memory_reader(cut));
  ASSERT_TRUE(without.has_value());
  EXPECT_TRUE(without->icc_profile().empty());
}

TEST(BmpImage, HugeClaimsAreRefusedBeforeAnythingIsDecoded) {
  const auto image = rendered(bmp_bytes({.width = 100'000,
                                         .height = 100'000,
                                         .bits = 8,
                                         .compression = 1,
                                         .palette = {0},
                                         .pixels = "\0\x01"s}),
                              "image/bmp");
  ASSERT_FALSE(image.record.has_value());
  EXPECT_EQ(image.record.error().message,
            "The image has 10,000 megapixels; AUDMG_MAX_IMAGE_MEGAPIXELS allows 250.");
  const auto wide = rendered(bmp_bytes({.width = INT32_MAX,
                                        .height = 1,
                                        .bits = 8,
                                        .compression = 1,
                                        .palette = {0},
                                        .pixels = "\0\x01"s}),
                             "image/bmp");
  ASSERT_FALSE(wide.record.has_value());
  EXPECT_EQ(wide.record.error().code, ErrorCode::too_large);
}

TEST(BmpImage, ARowThatNoPictureHasTakesNoMemory) {
  const std::string content =
      bmp_bytes({.width = INT32_MAX,
                 .height = 1,
                 .bits = 32,
                 .compression = 3,
                 .header_bytes = 124,
                 .masks = {0x00FF'0000, 0x0000'FF00, 0x0000'00FF, 0xFF00'0000},
                 .pixels = "abcd"});
  const auto image = open_bmp(memory_reader(content));
  ASSERT_FALSE(image.has_value());
  EXPECT_EQ(image.error().code, ErrorCode::too_large);
}

TEST(BmpImage, APictureThatEndsEarlyIsNotDecoded) {
  const auto image = rendered(bmp_bytes({.width = 96, .height = 64, .pixels = "abc"}), "image/bmp");
  ASSERT_FALSE(image.record.has_value());
  EXPECT_EQ(image.record.error().code, ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace audmg::media

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
//
// HEIC and AVIF pictures that are decoded tile by tile.
#include "doubles/avif_files.hpp"
#include "doubles/heif_grid_file.hpp"
#include "doubles/media_fixtures.hpp"
#include "testbeds/image_testbed.hpp"

#include <gtest/gtest.h>

namespace audmg::media {
namespace {

using namespace std::string_literals;

/// Red and green above, blue and white below, 128 x 128.
std::string tile() { return sample_image(".avif[strip]", {.width = 128, .height = 128}); }

Rgba tile_color_at(const RenderedImage& image, double x, double y) {
  if (!image.record) {
    ADD_FAILURE() << image.record.error().message;
    return {};
  }
  EXPECT_EQ(image.record->damaged, "");
  return Pixels(image.outputs->content("small")).near(x, y);
}

TEST(HeifTiles, TilesStandInRows) {
  const auto image = rendered(HeifGridFile(tile(), 3, 2).bytes(), "image/avif");
  ASSERT_TRUE(image.record.has_value()) << image.record.error().message;
  EXPECT_EQ(image.record->image->width, 384U);
  EXPECT_EQ(image.record->image->height, 256U);
  for (int column = 0; column < 3; ++column) {
    for (int row = 0; row < 2; ++row) {
      const double x = column / 3.0;
      const double y = row / 2.0;
      EXPECT_TRUE(is_close(tile_color_at(image, x + 0.08, y + 0.12), kRed)) << column << row;
      EXPECT_TRUE(is_close(tile_color_at(image, x + 0.25, y + 0.12), kGreen)) << column << row;
      EXPECT_TRUE(is_close(tile_color_at(image, x + 0.08, y + 0.37), kBlue)) << column << row;
      EXPECT_TRUE(is_close(tile_color_at(image, x + 0.25, y + 0.37), kWhite)) << column << row;
    }
  }
}

TEST(HeifTiles, ThePictureIsTurnedAsTheFileSays) {
  // Anticlockwise by 90 degrees, then mirrored: green and white above, red and blue below, and then
  // the left and the right half change places.
  const std::string irot = HeifGridFile::box("irot", "\1"s);
  const std::string imir = HeifGridFile::box("imir", "\1"s);
  const auto turned = rendered(HeifGridFile(tile(), 1, 1, irot, 1).bytes(), "image/avif");
  EXPECT_TRUE(is_close(tile_color_at(turned, 0.25, 0.25), kGreen));
  EXPECT_TRUE(is_close(tile_color_at(turned, 0.75, 0.25), kWhite));
  EXPECT_TRUE(is_close(tile_color_at(turned, 0.25, 0.75), kRed));
  const auto mirrored = rendered(HeifGridFile(tile(), 1, 1, irot + imir, 2).bytes(), "image/avif");
  EXPECT_TRUE(is_close(tile_color_at(mirrored, 0.25, 0.25), kWhite));
  EXPECT_TRUE(is_close(tile_color_at(mirrored, 0.75, 0.25), kGreen));
  const auto tall = rendered(HeifGridFile(tile(), 2, 1, irot, 1).bytes(), "image/avif");
  ASSERT_TRUE(tall.record.has_value());
  EXPECT_EQ(tall.record->image->width, 128U);
  EXPECT_EQ(tall.record->image->height, 256U);
}

TEST(HeifTiles, ATileThatIsDamagedCostsItsRowAndWhatIsBelow) {
  std::string file = HeifGridFile(tile(), 1, 4).bytes();
  // The third tile is said to lie where there are no bytes.
  const std::size_t places = file.find("iloc") + 4 + 4 + 2 + 2 + 16;
  file.replace(places + 2 * 16 + 12, 4, std::string(4, '\0'));
  const auto image = rendered(file, "image/avif");
  ASSERT_TRUE(image.record.has_value()) << image.record.error().message;
  EXPECT_EQ(image.record->damaged,
            "The picture is damaged: only the first 50 % of it can be shown.");
  EXPECT_EQ(image.record->image->height, 512U);
}

TEST(HeifTiles, ACutPictureShowsTheRowsOfTilesThatAreThere) {
  const std::string whole = HeifGridFile(tile(), 2, 4).bytes_of_single_tiles();
  ASSERT_EQ(inspected(whole), "AVIF image/avif");
  EXPECT_EQ(rendered(whole, "image/avif").record->damaged, "");
  const std::size_t frames = whole.find("mdat") + 4;
  const std::string cut = whole.substr(0, frames + (whole.size() - frames) * 7 / 10);
  EXPECT_EQ(inspected(cut), "AVIF image/avif");
  const auto image = rendered(cut, "image/avif");
  ASSERT_TRUE(image.record.has_value()) << image.record.error().message;
  EXPECT_EQ(image.record->damaged,
            "The picture is damaged: only the first 50 % of it can be shown.");
  EXPECT_EQ(image.record->image->height, 512U);
  const Pixels pixels(image.outputs->content("small"));
  EXPECT_TRUE(is_close(pixels.near(0.1, 0.05), kRed)) << to_text(pixels.near(0.1, 0.05));
  EXPECT_TRUE(is_close(pixels.near(0.9, 0.45), kWhite)) << to_text(pixels.near(0.9, 0.45));
}

TEST(HeifTiles, NothingIsShownOfAPictureWithoutItsFirstTile) {
  const std::string whole = HeifGridFile(tile(), 2, 4).bytes_of_single_tiles();
  const std::size_t frames = whole.find("mdat") + 4;
  const std::string cut = whole.substr(0, frames + (whole.size() - frames) / 10);
  EXPECT_EQ(inspected(cut), "AVIF image/avif");
  const auto image = rendered(cut, "image/avif");
  ASSERT_FALSE(image.record.has_value());
  EXPECT_EQ(image.record.error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(inspected(whole.substr(0, frames)), "refused: a truncated AVIF image");
}

TEST(HeifTiles, TheThumbnailIsShownWhenThePictureWasCutOff) {
  const std::string thumbnail = sample_image(".avif[strip]", {.width = 64, .height = 64});
  const AvifFile small(thumbnail);
  const AvifFile large(sample_image(".avif[strip]", {.width = 640, .height = 640}));
  // The thumbnail's bytes stand first in a camera's file; here they are the last, so the picture's
  // are moved behind what is cut off.
  std::string file = large.with_thumbnail(small);
  const std::size_t extent = file.find("iloc") + 4 + 4 + 2 + 2 + 6;
  file.replace(extent, 4, file.substr(extent, 1) + "\x10" + file.substr(extent + 2, 2));
  const auto image = rendered(file, "image/avif");
  ASSERT_TRUE(image.record.has_value()) << image.record.error().message;
  EXPECT_TRUE(image.record->damaged.ends_with("What is shown is the small picture in the file."))
      << image.record->damaged;
  EXPECT_EQ(image.record->image->width, 640U);
  EXPECT_EQ(image.record->renditions[0].width, 64U);
}

}  // namespace
}  // namespace audmg::media

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
//
// HEIC and AVIF pictures that are decoded tile by tile.
#include "doubles/heif_grid_file.hpp"
#include "doubles/media_fixtures.hpp"
#include "testbeds/image_testbed.hpp"

#include <gtest/gtest.h>

namespace audmg::media {
namespace {

using namespace std::string_literals;

/// Red and green above, blue and white below, 128 x 128.
std::string tile() { return sample_image(".avif[strip]", {.width = 128, .height = 128}); }

Rgba color_at(const RenderedImage& image, double x, double y) {
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
      EXPECT_TRUE(is_close(color_at(image, x + 0.08, y + 0.12), kRed)) << column << row;
      EXPECT_TRUE(is_close(color_at(image, x + 0.25, y + 0.12), kGreen)) << column << row;
      EXPECT_TRUE(is_close(color_at(image, x + 0.08, y + 0.37), kBlue)) << column << row;
      EXPECT_TRUE(is_close(color_at(image, x + 0.25, y + 0.37), kWhite)) << column << row;
    }
  }
}

TEST(HeifTiles, ThePictureIsTurnedAsTheFileSays) {
  // Anticlockwise by 90 degrees, then mirrored: green and white above, red and blue below, and then
  // the left and the right half change places.
  const std::string irot = HeifGridFile::box("irot", "\1"s);
  const std::string imir = HeifGridFile::box("imir", "\1"s);
  const auto turned = rendered(HeifGridFile(tile(), 1, 1, irot, 1).bytes(), "image/avif");
  EXPECT_TRUE(is_close(color_at(turned, 0.25, 0.25), kGreen));
  EXPECT_TRUE(is_close(color_at(turned, 0.75, 0.25), kWhite));
  EXPECT_TRUE(is_close(color_at(turned, 0.25, 0.75), kRed));
  const auto mirrored = rendered(HeifGridFile(tile(), 1, 1, irot + imir, 2).bytes(), "image/avif");
  EXPECT_TRUE(is_close(color_at(mirrored, 0.25, 0.25), kWhite));
  EXPECT_TRUE(is_close(color_at(mirrored, 0.75, 0.25), kGreen));
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

}  // namespace
}  // namespace audmg::media

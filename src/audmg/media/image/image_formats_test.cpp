// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
//
// Colours and kinds of pictures: whatever the file stores, the renditions show the same in sRGB.
#include "doubles/media_fixtures.hpp"
#include "testbeds/image_testbed.hpp"

#include <gtest/gtest.h>

namespace audmg::media {
namespace {

std::vector<std::string> names_of(const RenderedImage& image) {
  std::vector<std::string> names;
  if (!image.record) return {image.record.error().message};
  for (const Rendition& rendition : image.record->renditions) names.push_back(rendition.name);
  return names;
}

// Red, green, blue and white, from above left.
void expect_sample_colors(const RenderedImage& image, const std::string& what, int tolerance = 24) {
  ASSERT_TRUE(image.record.has_value()) << what << image.record.error().message;
  for (const Rendition& rendition : image.record->renditions) {
    const Pixels pixels(image.outputs->content(rendition.name));
    const std::array<Rgba, 4> expected{kRed, kGreen, kBlue, kWhite};
    for (std::size_t i = 0; i < 4; ++i) {
      const Rgba seen = pixels.near(i % 2 == 0 ? 0.2 : 0.8, i < 2 ? 0.2 : 0.8);
      EXPECT_TRUE(is_close(seen, expected[i], tolerance))
          << what << " " << rendition.name << " corner " << i << ": " << to_text(seen);
    }
  }
}

TEST(ImageFormats, SixteenBitsBecomeEight) {
  expect_sample_colors(rendered(sample_image(".png", {.is_16_bit = true}), "image/png"), "PNG");
  expect_sample_colors(rendered(sample_image(".tif", {.is_16_bit = true}), "image/tiff"), "TIFF");
}

TEST(ImageFormats, ProfilesAreApplied) {
  for (const char* profile : {"p3", "srgb"}) {
    const SampleOptions options{.profile = profile};
    expect_sample_colors(rendered(sample_image(".jpg[Q=95,no-subsample]", options), "image/jpeg"),
                         profile);
    expect_sample_colors(rendered(sample_image(".png", options), "image/png"), profile);
  }
}

// Inks cannot print pure screen colours; inverted ones would be cyan, magenta, yellow and black.
TEST(ImageFormats, CmykIsNotInverted) {
  for (const char* suffix : {".jpg[Q=95]", ".jpg[Q=95,strip]", ".tif"}) {
    const bool is_tiff = std::string_view(suffix) == ".tif";
    const auto image =
        rendered(sample_image(suffix, {.profile = "cmyk"}), is_tiff ? "image/tiff" : "image/jpeg");
    ASSERT_TRUE(image.record.has_value()) << image.record.error().message;
    const Pixels pixels(image.outputs->content("small"));
    const Rgba red = pixels.near(0.2, 0.2);
    EXPECT_TRUE(red[0] > 180 && red[1] < 110 && red[2] < 110) << suffix << to_text(red);
    const Rgba green = pixels.near(0.8, 0.2);
    EXPECT_TRUE(green[1] > 150 && green[2] < 130) << suffix << to_text(green);
    const Rgba blue = pixels.near(0.2, 0.8);
    EXPECT_TRUE(blue[2] > 110 && blue[2] > blue[0]) << suffix << to_text(blue);
    EXPECT_TRUE(is_close(pixels.near(0.8, 0.8), kWhite)) << suffix;
  }
}

TEST(ImageFormats, GrayscaleBecomesGray) {
  for (const bool is_16_bit : {false, true}) {
    const auto image =
        rendered(sample_image(".png", {.is_gray = true, .is_16_bit = is_16_bit}), "image/png");
    ASSERT_TRUE(image.record.has_value()) << image.record.error().message;
    const Pixels pixels(image.outputs->content("small"));
    EXPECT_TRUE(is_close(pixels.near(0.8, 0.8), kWhite)) << to_text(pixels.near(0.8, 0.8));
    const Rgba red = pixels.near(0.2, 0.2);
    EXPECT_TRUE(is_close(red, {red[0], red[0], red[0], 255}, 3)) << to_text(red);
  }
  const auto jpeg = rendered(sample_image(".jpg", {.is_gray = true}), "image/jpeg");
  ASSERT_TRUE(jpeg.record.has_value()) << jpeg.record.error().message;
}

TEST(ImageFormats, AlphaStaysInWebpAndTurnsWhiteInJpeg) {
  const SampleOptions options{.width = 960, .height = 640, .has_alpha = true};
  for (const auto& [suffix, type] :
       {std::pair{".png", "image/png"}, std::pair{".webp[lossless]", "image/webp"},
        std::pair{".tif", "image/tiff"}, std::pair{".gif", "image/gif"}}) {
    const auto image = rendered(sample_image(suffix, options), type);
    ASSERT_TRUE(image.record.has_value()) << image.record.error().message;
    for (const char* name : {"small", "medium", "large"}) {
      const Pixels pixels(image.outputs->content(name));
      EXPECT_EQ(pixels.near(0.2, 0.2)[3], 0) << type << name;
      EXPECT_TRUE(is_close(pixels.near(0.8, 0.2), kGreen))
          << type << to_text(pixels.near(0.8, 0.2));
      // No dark edge: colours were not mixed with those of transparent pixels.
      EXPECT_TRUE(is_close(pixels.near(0.51, 0.2), kGreen))
          << type << to_text(pixels.near(0.51, 0.2));
    }
    if (image.record->renditions.size() == 4) {
      const Pixels display(image.outputs->content("display"));
      EXPECT_TRUE(is_close(display.near(0.2, 0.2), kWhite)) << to_text(display.near(0.2, 0.2));
    }
  }
}

// The edge falls into the small picture's column 127: it is thin green, not what lies under it.
TEST(ImageFormats, TransparentPixelsLendNoColor) {
  const auto image =
      rendered(sample_image(".png", {.width = 961, .height = 640, .has_alpha = true}), "image/png");
  ASSERT_TRUE(image.record.has_value()) << image.record.error().message;
  const Rgba edge = Pixels(image.outputs->content("small")).at(127, 30);
  EXPECT_GT(edge[1], edge[0]) << to_text(edge);
}

TEST(ImageFormats, AnimationsKeepTheirFirstFrame) {
  for (const auto& [suffix, type] :
       {std::pair{".gif", "image/gif"}, std::pair{".webp[lossless]", "image/webp"}}) {
    const auto image = rendered(sample_image(suffix, {.frames = 3}), type);
    expect_sample_colors(image, type);
    EXPECT_EQ(image.record->image->frames, 3U) << type;
    EXPECT_EQ(image.record->image->height, 64U) << type;
    EXPECT_EQ(image.record->renditions[0].height, 64U) << type;
    EXPECT_EQ(image.outputs->content("small").find("ANIM"), std::string::npos);
  }
}

TEST(ImageFormats, DocumentsKeepTheirFirstPage) {
  const auto image = rendered(sample_image(".tif", {.frames = 3}), "image/tiff");
  expect_sample_colors(image, "TIFF");
  EXPECT_EQ(image.record->image->frames, 3U);
  EXPECT_EQ(image.record->image->height, 64U);
}

// The container's rotation is applied by the decoder; what EXIF says on top of it is not (and not
// alone either: ISO/IEC 23008-12 calls it informative).
TEST(ImageFormats, HeifPicturesAreTurnedOnce) {
  for (const auto& [file, type] : {std::pair{"allowed/rotated.heic", "image/heic"},
                                   std::pair{"allowed/rotated.avif", "image/avif"}}) {
    const auto image = rendered(fixture(file), type);
    ASSERT_TRUE(image.record.has_value()) << file << image.record.error().message;
    EXPECT_EQ(image.record->image->width, 64U) << file;
    EXPECT_EQ(image.record->image->height, 96U) << file;
    EXPECT_TRUE(image.record->image->place.has_value()) << file;
    for (const Rendition& rendition : image.record->renditions) {
      const Pixels pixels(image.outputs->content(rendition.name));
      const std::array<Rgba, 4> expected{kBlue, kRed, kWhite, kGreen};
      for (std::size_t i = 0; i < 4; ++i) {
        const Rgba seen = pixels.near(i % 2 == 0 ? 0.2 : 0.8, i < 2 ? 0.2 : 0.8);
        EXPECT_TRUE(is_close(seen, expected[i])) << file << " corner " << i << to_text(seen);
      }
    }
  }
  expect_sample_colors(rendered(fixture("allowed/exif-only.heic"), "image/heic"), "EXIF only");
}

TEST(ImageFormats, JpegXlAndJpeg2000) {
  expect_sample_colors(rendered(sample_image(".jxl", {}), "image/jxl"), "JPEG XL");
  expect_sample_colors(rendered(sample_image(".jxl", {.is_16_bit = true}), "image/jxl"), "16 bits");
  expect_sample_colors(rendered(sample_image(".jp2", {}), "image/jp2"), "JPEG 2000");
  expect_sample_colors(rendered(sample_image(".jp2", {.is_16_bit = true}), "image/jp2"), "16 bits");
}

// The resolutions of a JPEG 2000 file are not pages, and the nearest one is decoded.
TEST(ImageFormats, ALargeJpeg2000IsShrunkByItsWavelets) {
  const auto image = rendered(sample_image(".jp2", {.width = 3000, .height = 2000}), "image/jp2");
  expect_sample_colors(image, "JPEG 2000");
  EXPECT_EQ(image.record->image->frames, 1U);
  EXPECT_EQ(image.record->image->width, 3000U);
  EXPECT_EQ(image.record->renditions[0].width, 256U);
}

TEST(ImageFormats, WhatNotEveryBrowserShowsGetsADisplayRendition) {
  using Names = std::vector<std::string>;
  for (const auto& [file, type] : {std::pair{"allowed/picture.tiff", "image/tiff"},
                                   std::pair{"allowed/bigtiff.tiff", "image/tiff"},
                                   std::pair{"allowed/big-endian.tiff", "image/tiff"},
                                   std::pair{"allowed/picture.heic", "image/heic"},
                                   std::pair{"allowed/picture.avif", "image/avif"},
                                   std::pair{"allowed/picture.jxl", "image/jxl"},
                                   std::pair{"allowed/picture.jp2", "image/jp2"},
                                   std::pair{"allowed/picture.j2k", "image/x-jp2-codestream"}}) {
    const auto image = rendered(fixture(file), type);
    EXPECT_EQ(names_of(image), (Names{"small", "medium", "large", "display"})) << file;
  }
  for (const auto& [file, type] : {std::pair{"allowed/picture.jpg", "image/jpeg"},
                                   std::pair{"allowed/picture.png", "image/png"},
                                   std::pair{"allowed/picture.gif", "image/gif"},
                                   std::pair{"allowed/animated.webp", "image/webp"},
                                   std::pair{"allowed/lossy.webp", "image/webp"},
                                   std::pair{"allowed/picture.bmp", "image/bmp"}}) {
    const auto image = rendered(fixture(file), type);
    EXPECT_EQ(names_of(image), (Names{"small", "medium", "large"})) << file;
  }
}

}  // namespace
}  // namespace audmg::media

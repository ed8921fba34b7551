// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
//
// Pictures whose bytes are not quite those of their format: what can be seen is shown.
#include "doubles/exif_block.hpp"
#include "doubles/media_fixtures.hpp"
#include "testbeds/image_testbed.hpp"

#include <gtest/gtest.h>

namespace audmg::media {
namespace {

using namespace std::string_literals;

std::string damage_of(const RenderedImage& image) {
  return image.record ? image.record->damaged : "failed: " + image.record.error().message;
}

Rgba color_at(const RenderedImage& image, double x, double y) {
  if (!image.record) return {-1, -1, -1, -1};
  return Pixels(image.outputs->content("small")).near(x, y);
}

// As large as a picture needs to be to have many strips.
std::string large(const std::string& suffix) {
  return sample_image(suffix, {.width = 900, .height = 600});
}

/// Noise that no encoder makes small, so that a cut at half of the bytes is one at half of the
/// rows.
std::string noise(const std::string& suffix) {
  return sample_image(suffix, {.width = 900, .height = 600, .has_noise = true});
}

TEST(DamagedImage, NothingIsMissingWithoutTheEndMarker) {
  const std::string jpeg = large(".jpg[Q=95,no-subsample]");
  ASSERT_TRUE(jpeg.ends_with("\xff\xd9"));
  const auto image = rendered(jpeg.substr(0, jpeg.size() - 2), "image/jpeg");
  EXPECT_EQ(damage_of(image), "");
  EXPECT_TRUE(is_close(color_at(image, 0.9, 0.98), kWhite)) << to_text(color_at(image, 0.9, 0.98));
}

TEST(DamagedImage, StrayBytesAndStuffedZerosBeforeAMarkerAreSkipped) {
  std::string jpeg = sample_image(".jpg[Q=95]");
  const std::size_t table = jpeg.find("\xff\xc4");
  ASSERT_NE(table, std::string::npos);
  jpeg.insert(table, std::string(18, '\0') + "\xff\0"s);
  EXPECT_EQ(inspected(jpeg), "JPEG image/jpeg");
  EXPECT_EQ(damage_of(rendered(jpeg, "image/jpeg")), "");
}

TEST(DamagedImage, ACutPictureShowsItsBeginning) {
  for (const auto& [suffix, type] :
       {std::pair{".jpg[Q=90]", "image/jpeg"}, std::pair{".png", "image/png"},
        std::pair{".gif", "image/gif"}, std::pair{".webp[Q=90]", "image/webp"},
        std::pair{".webp[lossless,effort=0]", "image/webp"}}) {
    const std::string whole = noise(suffix);
    const std::string cut = whole.substr(0, whole.size() * 6 / 10);
    const auto image = rendered(cut, type);
    const std::string damage = damage_of(image);
    EXPECT_TRUE(damage.starts_with("The picture is damaged: ")) << suffix << damage;
    EXPECT_TRUE(is_close(color_at(image, 0.25, 0.1), kRed, 60))
        << suffix << to_text(color_at(image, 0.25, 0.1));
    EXPECT_TRUE(is_close(color_at(image, 0.75, 0.1), kGreen, 60))
        << suffix << to_text(color_at(image, 0.75, 0.1));
    ASSERT_TRUE(image.record.has_value()) << suffix;
    EXPECT_EQ(image.record->image->height, 600U) << suffix;
  }
}

TEST(DamagedImage, AnEndMarkerHidesNoCut) {
  const std::string whole = noise(".jpg[Q=90]");
  const auto image = rendered(whole.substr(0, whole.size() * 6 / 10) + "\xff\xd9", "image/jpeg");
  EXPECT_TRUE(damage_of(image).starts_with("The picture is damaged: ")) << damage_of(image);
}

TEST(DamagedImage, TellsHowMuchIsLeft) {
  const std::string whole = noise(".png[compression=0,filter=none]");
  EXPECT_EQ(damage_of(rendered(whole.substr(0, whole.size() * 60 / 100), "image/png")),
            "The picture is damaged: only the first 58 % of it can be shown.");
}

TEST(DamagedImage, CutPicturesMayBeUploaded) {
  for (const char* suffix : {".jpg", ".png", ".webp"}) {
    const std::string whole = noise(suffix);
    EXPECT_TRUE(inspected(whole.substr(0, whole.size() / 2)).contains(" image/")) << suffix;
  }
  const std::string png = noise(".png");
  const std::size_t pixels = png.find("IDAT");
  EXPECT_EQ(inspected(png.substr(0, pixels + 8)), "refused: a truncated PNG image");
}

TEST(DamagedImage, ACutWebpKeepsItsTransparency) {
  const std::string whole =
      sample_image(".webp[lossless,effort=0]",
                   {.width = 900, .height = 600, .has_alpha = true, .has_noise = true});
  const auto image = rendered(whole.substr(0, whole.size() / 2), "image/webp");
  EXPECT_TRUE(damage_of(image).starts_with("The picture is damaged: only the first "))
      << damage_of(image);
  EXPECT_EQ(color_at(image, 0.25, 0.1)[3], 0);
  EXPECT_TRUE(is_close(color_at(image, 0.75, 0.1), kGreen, 60))
      << to_text(color_at(image, 0.75, 0.1));
  EXPECT_EQ(color_at(image, 0.75, 0.9)[3], 0) << "what is missing";
}

TEST(DamagedImage, AWebpThatLacksWhatIsBehindItsPixelsIsCutToo) {
  const std::string whole = sample_image(".webp", {.orientation = 6});
  const std::size_t metadata = whole.find("EXIF");
  ASSERT_NE(metadata, std::string::npos);
  const auto image = rendered(whole.substr(0, metadata + 12), "image/webp");
  EXPECT_EQ(damage_of(image), "The file is damaged: its end is missing.");
  EXPECT_TRUE(is_close(color_at(image, 0.25, 0.25), kRed)) << to_text(color_at(image, 0.25, 0.25));
}

TEST(DamagedImage, ACutAnimationShowsItsFirstFrame) {
  const std::string whole =
      sample_image(".webp[lossless]", {.width = 300, .height = 200, .frames = 3});
  const auto image = rendered(whole.substr(0, whole.size() - 8), "image/webp");
  EXPECT_EQ(damage_of(image), "The file is damaged: its end is missing.");
  EXPECT_TRUE(is_close(color_at(image, 0.25, 0.25), kRed)) << to_text(color_at(image, 0.25, 0.25));
  ASSERT_TRUE(image.record.has_value());
  EXPECT_EQ(image.record->image->width, 300U);
  EXPECT_EQ(image.record->image->height, 200U);
}

TEST(DamagedImage, ADamagedMiddleIsSaidToo) {
  std::string png = noise(".png");
  png[png.size() / 2] = static_cast<char>(png[png.size() / 2] ^ 0x55);
  EXPECT_TRUE(damage_of(rendered(png, "image/png")).starts_with("The picture is damaged: "));
}

TEST(DamagedImage, APictureThatShowsNothingHasFailed) {
  const std::string jpeg = noise(".jpg[Q=90]");
  const std::size_t scan = jpeg.find("\xff\xda");
  ASSERT_NE(scan, std::string::npos);
  const auto image = rendered(jpeg.substr(0, scan + 15), "image/jpeg");
  EXPECT_TRUE(damage_of(image).starts_with("failed: The image cannot be ")) << damage_of(image);
}

TEST(DamagedImage, TheThumbnailInTheExifBlockStandsInForWhatCannotBeDecoded) {
  const std::string thumbnail = sample_image(".jpg[strip]", {.width = 160, .height = 120});
  const std::string block =
      ExifBlock().number(ExifBlock::Directory::first, 0x0112, 6).with_thumbnail(thumbnail).bytes();
  const std::string jpeg =
      with_exif(sample_image(".jpg[strip]", {.width = 1600, .height = 1200}), block);
  const std::size_t scan = jpeg.rfind("\xff\xda");
  ASSERT_NE(scan, std::string::npos);
  const auto image = rendered(jpeg.substr(0, scan + 15), "image/jpeg");
  ASSERT_TRUE(image.record.has_value()) << image.record.error().message;
  EXPECT_TRUE(image.record->damaged.ends_with("What is shown is the small picture in the file."))
      << image.record->damaged;
  EXPECT_EQ(image.record->image->width, 1200U);
  EXPECT_EQ(image.record->renditions[0].width, 120U);
  EXPECT_EQ(image.record->renditions[0].height, 160U);
  EXPECT_TRUE(is_close(color_at(image, 0.2, 0.2), kBlue)) << to_text(color_at(image, 0.2, 0.2));
}

TEST(DamagedImage, TransparencyBeforeThePaletteIsNoReasonToFail) {
  const std::string header = "\0\0\0\x10\0\0\0\x10\x08\x03\0\0\0"s;
  const std::string pixels =
      "\x78\x01\x01\x10\x01\xef\xfe"s;  // zlib: one stored block of 16 rows of 17 bytes
  std::string rows;
  for (int row = 0; row < 16; ++row) rows += "\0"s + std::string(8, '\0') + std::string(8, '\1');
  const std::string png = "\x89PNG\r\n\x1a\n" + png_chunk("IHDR", header) +
                          png_chunk("tRNS", "\x80") + png_chunk("PLTE", "\xff\0\0\0\xff\0"s) +
                          png_chunk("IDAT", pixels + rows + adler32(rows)) + png_chunk("IEND", "");
  ASSERT_EQ(inspected(png), "PNG image/png");
  const auto image = rendered(png, "image/png");
  EXPECT_EQ(damage_of(image), "");
  EXPECT_TRUE(is_close(color_at(image, 0.9, 0.5), kGreen)) << to_text(color_at(image, 0.9, 0.5));
}

// Whatever is cut off, the outcome is a picture, or a sentence for the owner.
TEST(DamagedImage, EveryCutEndsWell) {
  for (const auto& [file, type] : {std::pair{"allowed/picture.jpg", "image/jpeg"},
                                   std::pair{"allowed/picture.png", "image/png"},
                                   std::pair{"allowed/picture.gif", "image/gif"},
                                   std::pair{"allowed/lossy.webp", "image/webp"},
                                   std::pair{"allowed/lossless.webp", "image/webp"},
                                   std::pair{"allowed/picture.tiff", "image/tiff"},
                                   std::pair{"allowed/picture.heic", "image/heic"},
                                   std::pair{"allowed/picture.avif", "image/avif"}}) {
    const std::string content = fixture(file);
    ASSERT_EQ(damage_of(rendered(content, type)), "") << file;
    for (std::size_t length = 0; length < content.size(); length += 1 + content.size() / 40) {
      const auto image = rendered(content.substr(0, length), type);
      if (image.record) continue;
      EXPECT_EQ(image.record.error().code, ErrorCode::invalid_argument) << file << " " << length;
      EXPECT_TRUE(image.record.error().message.starts_with("The image cannot be "))
          << image.record.error().message;
    }
  }
}

}  // namespace
}  // namespace audmg::media

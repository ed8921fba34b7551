// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/base64.hpp"
#include "audmg/media/record/record_json.hpp"
#include "doubles/exif_block.hpp"
#include "doubles/media_fixtures.hpp"
#include "testbeds/image_testbed.hpp"

#include <gtest/gtest.h>

#include <fcntl.h>

namespace audmg::media {
namespace {

std::vector<std::string> names_of(const MediaRecord& record) {
  std::vector<std::string> names;
  for (const Rendition& rendition : record.renditions) names.push_back(rendition.name);
  return names;
}

ErrorCode code_of(const Result<MediaRecord>& record) {
  return record ? ErrorCode::internal : record.error().code;
}

TEST(RenderImage, MakesWhatThePlanSaysInItsOrder) {
  const auto image = rendered(sample_image(".jpg", {.width = 3000, .height = 2000}), "image/jpeg");
  ASSERT_TRUE(image.record.has_value()) << image.record.error().message;
  const MediaRecord& record = *image.record;
  ASSERT_EQ(names_of(record), (std::vector<std::string>{"small", "medium", "large"}));
  EXPECT_EQ(record.image->width, 3000U);
  EXPECT_EQ(record.image->height, 2000U);
  EXPECT_EQ(record.image->frames, 1U);
  const Rendition& small = record.renditions[0];
  EXPECT_EQ(small.recipe, recipe_id(default_plan().images[0]));
  EXPECT_EQ(small.content_type, "image/webp");
  EXPECT_EQ(small.width, 256U);
  EXPECT_EQ(small.height, 171U);
  EXPECT_EQ(record.renditions[1].width, 640U);
  EXPECT_EQ(record.renditions[1].height, 427U);
  EXPECT_EQ(record.renditions[2].width, 1440U);
  EXPECT_EQ(record.renditions[2].height, 960U);
  for (const Rendition& rendition : record.renditions) {
    const std::string content = image.outputs->content(rendition.name);
    EXPECT_EQ(content.size(), rendition.size);
    const Pixels pixels(content);
    EXPECT_EQ(pixels.width(), rendition.width);
    EXPECT_EQ(pixels.height(), rendition.height);
    EXPECT_TRUE(is_close(pixels.near(0.25, 0.25), kRed)) << to_text(pixels.near(0.25, 0.25));
    EXPECT_TRUE(is_close(pixels.near(0.75, 0.75), kWhite));
  }
  EXPECT_TRUE(record_from_json(record_to_json(record)).has_value());
}

using Size = std::pair<std::uint32_t, std::uint32_t>;

Size size_of(const Rendition& rendition) { return {rendition.width, rendition.height}; }

TEST(RenderImage, NeverEnlarges) {
  const auto image = rendered(sample_image(".png", {.width = 200, .height = 100}), "image/png");
  ASSERT_TRUE(image.record.has_value()) << image.record.error().message;
  EXPECT_EQ(size_of(image.record->renditions[0]), (Size{200, 100}));
  EXPECT_EQ(size_of(image.record->renditions[1]), (Size{200, 100}));
}

// A panorama of a phone would be 57 pixels high.
TEST(RenderImage, SomethingCanBeSeenOnAPanorama) {
  const auto image =
      rendered(sample_image(".jpg", {.width = 16'382, .height = 1'800}), "image/jpeg");
  ASSERT_TRUE(image.record.has_value()) << image.record.error().message;
  EXPECT_EQ(size_of(image.record->renditions[0]), (Size{582, 64}));
  EXPECT_EQ(size_of(image.record->renditions[1]), (Size{1456, 160}));
  EXPECT_EQ(size_of(image.record->renditions[2]), (Size{3276, 360}));
}

TEST(RenderImage, ExtremeProportionsKeepAPixel) {
  const auto wide = rendered(sample_image(".png", {.width = 20'000, .height = 2}), "image/png");
  ASSERT_TRUE(wide.record.has_value()) << wide.record.error().message;
  EXPECT_EQ(size_of(wide.record->renditions[0]), (Size{4096, 1}));
  EXPECT_EQ(size_of(wide.record->renditions[1]), (Size{10'240, 1}));
  EXPECT_EQ(size_of(wide.record->renditions[2]), (Size{16'383, 2}));
  const auto high = rendered(sample_image(".png", {.width = 1, .height = 5'000}), "image/png");
  ASSERT_TRUE(high.record.has_value()) << high.record.error().message;
  EXPECT_EQ(size_of(high.record->renditions[0]), (Size{1, 4096}));
  EXPECT_EQ(size_of(high.record->renditions[1]), (Size{1, 5'000}));
}

// Corners from above left, as they must be seen, for a file whose own are red, green, blue, white.
TEST(RenderImage, AllEightOrientationsAreUpright) {
  struct Expected {
    int orientation;
    std::array<Rgba, 4> corners;
  };
  const std::vector<Expected> expectations{
      {1, {kRed, kGreen, kBlue, kWhite}}, {2, {kGreen, kRed, kWhite, kBlue}},
      {3, {kWhite, kBlue, kGreen, kRed}}, {4, {kBlue, kWhite, kRed, kGreen}},
      {5, {kRed, kBlue, kGreen, kWhite}}, {6, {kBlue, kRed, kWhite, kGreen}},
      {7, {kWhite, kGreen, kBlue, kRed}}, {8, {kGreen, kWhite, kRed, kBlue}}};
  for (const auto& [suffix, type] :
       {std::pair{".jpg[Q=95,no-subsample]", "image/jpeg"}, std::pair{".tif", "image/tiff"},
        std::pair{".webp[lossless]", "image/webp"}, std::pair{".png", "image/png"}}) {
    for (const Expected& expected : expectations) {
      std::string content = sample_image(suffix, {.orientation = expected.orientation});
      if (content.starts_with("\x89PNG")) {  // where libvips does not write it
        const auto orientation = static_cast<std::uint16_t>(expected.orientation);
        content = with_exif(
            content, ExifBlock().number(ExifBlock::Directory::first, 0x0112, orientation).bytes());
      }
      const auto image = rendered(content, type);
      ASSERT_TRUE(image.record.has_value()) << image.record.error().message;
      const bool is_on_side = expected.orientation >= 5;
      EXPECT_EQ(image.record->image->width, is_on_side ? 64U : 96U) << type;
      EXPECT_EQ(image.record->image->height, is_on_side ? 96U : 64U) << type;
      for (const Rendition& rendition : image.record->renditions) {
        const Pixels pixels(image.outputs->content(rendition.name));
        EXPECT_EQ(pixels.width(), image.record->image->width);
        for (std::size_t i = 0; i < 4; ++i) {
          const Rgba seen = pixels.near(i % 2 == 0 ? 0.2 : 0.8, i < 2 ? 0.2 : 0.8);
          EXPECT_TRUE(is_close(seen, expected.corners[i]))
              << type << " " << expected.orientation << " corner " << i << ": " << to_text(seen);
        }
      }
    }
  }
}

TEST(RenderImage, FactsAreThoseOfTheExifBlock) {
  for (const auto& [suffix, type] :
       {std::pair{".jpg[strip]", "image/jpeg"}, std::pair{".png", "image/png"}}) {
    const auto image = rendered(with_exif(sample_image(suffix), full_exif_block().bytes()), type);
    ASSERT_TRUE(image.record.has_value()) << image.record.error().message;
    const ImageFacts& facts = *image.record->image;
    EXPECT_EQ(facts.camera_make, "Camera Works") << type;
    EXPECT_EQ(facts.taken_at, "2026-01-31T23:59:59.25+01:00") << type;
    ASSERT_TRUE(facts.place.has_value()) << type;
    EXPECT_NEAR(*facts.place->latitude, -48.51, 1e-6) << type;
  }
}

// A thumbnail must not reveal a place, a person or a device.
TEST(RenderImage, DerivativesHaveNoMetadata) {
  const SampleOptions options{.xmp = "<x:xmpmeta>secret</x:xmpmeta>", .profile = "p3"};
  const std::string jpeg = with_exif(sample_image(".jpg", options), full_exif_block().bytes());
  for (const auto& [source, type] :
       {std::pair{jpeg, "image/jpeg"}, std::pair{sample_image(".tif", options), "image/tiff"},
        std::pair{fixture("allowed/rotated.heic"), "image/heic"}}) {
    const auto image = rendered(source, type);
    ASSERT_TRUE(image.record.has_value()) << image.record.error().message;
    for (const Rendition& rendition : image.record->renditions) {
      const std::string content = image.outputs->content(rendition.name);
      for (const char* word :
           {"Exif", "EXIF", "XMP ", "xmpmeta", "ICCP", "ICC_PROFILE", "secret", "Camera", "acsp"}) {
        EXPECT_EQ(content.find(word), std::string::npos) << type << rendition.name << word;
      }
    }
  }
}

TEST(RenderImage, PlaceholderAndColorAreOfThePicture) {
  const auto image = rendered(sample_image(".png"), "image/png");
  ASSERT_TRUE(image.record.has_value());
  const auto hash = from_base64(image.record->placeholder);
  ASSERT_TRUE(hash.has_value());
  EXPECT_GE(hash->size(), 15U);
  EXPECT_LE(hash->size(), 25U);
  EXPECT_EQ(image.record->dominant_color.size(), 7U);
}

TEST(RenderImage, FullDiskAndPassedDeadlineAreSaid) {
  class FullOutputs final : public OutputFiles {
   public:
    Result<int> open(std::string_view /*rendition*/) override { return file_.get(); }

   private:
    Descriptor file_{::open("/dev/full", O_WRONLY | O_CLOEXEC)};
  };
  const std::string content = fixture("allowed/picture.jpg");
  const Descriptor input = memory_file(content);
  RenderTask task = task_for(input.get(), content, "image/jpeg");
  FullOutputs full;
  EXPECT_EQ(code_of(render_image(task, full)), ErrorCode::out_of_space);
  task.deadline = std::chrono::steady_clock::now();
  MemoryOutputs outputs;
  EXPECT_EQ(code_of(render_image(task, outputs)), ErrorCode::deadline_exceeded);
}

TEST(RenderCover, AddsPicturesToTheRecordOfASong) {
  const std::string cover = sample_image(".jpg", {.width = 600, .height = 600});
  MemoryOutputs outputs;
  MediaRecord record{.audio = AudioFacts{}};
  const RenderTask task = task_for(-1, "", "audio/mpeg");
  ASSERT_TRUE(render_cover(cover, task, outputs, record).has_value());
  EXPECT_EQ(names_of(record), (std::vector<std::string>{"small", "medium", "large"}));
  EXPECT_EQ(Pixels(outputs.content("small")).width(), 256U);
  EXPECT_FALSE(record.image.has_value());
  EXPECT_NE(record.placeholder, "");
}

TEST(RenderCover, RefusesWhatIsNoPictureOrTooLarge) {
  MemoryOutputs outputs;
  MediaRecord record;
  RenderTask task = task_for(-1, "", "audio/mpeg");
  const auto refused = [&](std::string_view cover) {
    const auto result = render_cover(cover, task, outputs, record);
    return result ? ErrorCode::internal : result.error().code;
  };
  EXPECT_EQ(refused(""), ErrorCode::invalid_argument);
  EXPECT_EQ(refused("<svg xmlns='http://www.w3.org/2000/svg'/>"), ErrorCode::invalid_argument);
  EXPECT_EQ(refused(fixture("allowed/tone.flac")), ErrorCode::invalid_argument);
  task.limits.max_cover_bytes = 100;
  EXPECT_EQ(refused(fixture("allowed/picture.jpg")), ErrorCode::too_large);
  EXPECT_TRUE(record.renditions.empty());
}

}  // namespace
}  // namespace audmg::media

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/image/image_limits.hpp"

#include "doubles/avif_files.hpp"
#include "doubles/exif_block.hpp"
#include "doubles/media_fixtures.hpp"
#include "doubles/metadata_files.hpp"
#include "testbeds/image_testbed.hpp"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/resource.h>

#include <optional>

namespace audmg::media {
namespace {

using namespace std::string_literals;

std::string message_of(const Result<void>& result) {
  if (result) return "ok";
  EXPECT_EQ(result.error().code, ErrorCode::too_large);
  return result.error().message;
}

TEST(ImageLimits, NameWhatIsOverThemAndItsSetting) {
  const MediaLimits limits;
  const auto message = [&](ImageExtent extent, std::optional<vips::Loader> loader) {
    return message_of(check_extent(extent, loader, limits));
  };
  EXPECT_EQ(message({65'500, 9'160}, vips::Loader::jpeg), "ok");
  EXPECT_EQ(message({60'001, 10'000}, vips::Loader::jpeg),
            "The image has 601 megapixels; AUDMG_MAX_JPEG_MEGAPIXELS allows 600.");
  EXPECT_EQ(message({12'000, 10'000}, vips::Loader::heif), "ok");
  EXPECT_EQ(message({12'001, 10'000}, vips::Loader::heif),
            "The image has 121 megapixels; AUDMG_MAX_HEIF_MEGAPIXELS allows 120.");
  for (const std::optional<vips::Loader> loader :
       {std::optional(vips::Loader::png), std::optional(vips::Loader::gif),
        std::optional(vips::Loader::webp), std::optional(vips::Loader::tiff),
        std::optional<vips::Loader>()}) {
    EXPECT_EQ(message({25'000, 10'000}, loader), "ok");
    EXPECT_EQ(message({60'000, 60'000}, loader),
              "The image has 3,600 megapixels; AUDMG_MAX_IMAGE_MEGAPIXELS allows 250.");
  }
  EXPECT_EQ(message({65'536, 10}, vips::Loader::png),
            "The image is 65,536 pixels wide; AUDMG_MAX_IMAGE_SIDE allows 65,535.");
  EXPECT_EQ(message({10, 100'000}, vips::Loader::png),
            "The image is 100,000 pixels high; AUDMG_MAX_IMAGE_SIDE allows 65,535.");
  EXPECT_EQ(message({4'294'967'295U, 4'294'967'295U}, vips::Loader::png).substr(0, 13),
            "The image has");
}

std::string be32(std::uint32_t value) {
  std::string text;
  for (int shift = 24; shift >= 0; shift -= 8) text.push_back(static_cast<char>(value >> shift));
  return text;
}

// A picture of our own with another size in its header: what a bomb looks like before it is
// decoded.
std::string png_of_size(std::uint32_t width, std::uint32_t height) {
  const std::string png = fixture("allowed/picture.png");
  return png.substr(0, 8) + png_chunk("IHDR", be32(width) + be32(height) + png.substr(24, 5)) +
         png.substr(33);
}

std::string gif_of_size(std::string_view size) {
  std::string gif = fixture("allowed/picture.gif");
  gif.replace(6, 4, size);
  const std::size_t frame = gif.find("\x2c\0\0\0\0"s);
  EXPECT_NE(frame, std::string::npos);
  return gif.replace(frame + 5, 4, size);
}

long peak_kilobytes() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

TEST(ImageLimits, BombsAreRefusedBeforeTheyAreDecoded) {
  (void)rendered(fixture("allowed/picture.png"), "image/png");  // libvips is started
  const long before = peak_kilobytes();
  const auto png = rendered(png_of_size(60'000, 60'000), "image/png");
  ASSERT_FALSE(png.record.has_value());
  EXPECT_EQ(png.record.error().message,
            "The image has 3,600 megapixels; AUDMG_MAX_IMAGE_MEGAPIXELS allows 250.");
  const auto gif = rendered(gif_of_size("\xff\xff\xff\xff"), "image/gif");
  ASSERT_FALSE(gif.record.has_value());
  EXPECT_EQ(gif.record.error().message,
            "The image has 4,295 megapixels; AUDMG_MAX_IMAGE_MEGAPIXELS allows 250.");
  const auto wide = rendered(png_of_size(70'000, 1), "image/png");
  ASSERT_FALSE(wide.record.has_value());
  EXPECT_EQ(wide.record.error().code, ErrorCode::too_large);
  constexpr long kMaxGrowth = 32L * 1024;
  EXPECT_LT(peak_kilobytes() - before, kMaxGrowth);
}

std::string outcome_within(std::uint64_t max_pixels, const std::string& content, const char* type) {
  const Descriptor input = memory_file(content);
  RenderTask task = task_for(input.get(), content, type);
  task.limits.max_pixels = max_pixels;
  MemoryOutputs outputs;
  const auto record = render_image(task, outputs);
  return record ? "ok" : record.error().message;
}

TEST(ImageLimits, OnlyTheFirstFrameCounts) {
  const SampleOptions many{.frames = 3};
  for (const auto& [suffix, type] :
       {std::pair{".gif", "image/gif"}, std::pair{".webp[lossless]", "image/webp"},
        std::pair{".tif", "image/tiff"}}) {
    EXPECT_EQ(outcome_within(96 * 64, sample_image(suffix, many), type), "ok") << type;
    EXPECT_NE(outcome_within(96 * 64 - 1, sample_image(suffix, many), type), "ok") << type;
  }
}

TEST(ImageLimits, TheThumbnailInAHeifFileStandsInForWhatIsTooLarge) {
  const AvifFile picture(sample_image(".avif[strip]", {.width = 480, .height = 360}));
  const AvifFile thumbnail(fixture("allowed/picture.avif"));
  const std::string content = picture.with_thumbnail(thumbnail);
  ASSERT_EQ(inspected(content), "AVIF image/avif");
  const Descriptor input = memory_file(content);
  RenderTask task = task_for(input.get(), content, "image/avif");
  MemoryOutputs outputs;
  const auto whole = render_image(task, outputs);
  ASSERT_TRUE(whole.has_value()) << whole.error().message;
  EXPECT_EQ(whole->renditions[1].width, 480U);
  EXPECT_EQ(whole->damaged, "");
  task.limits.max_heif_pixels = 100'000;
  const auto small = render_image(task, outputs);
  ASSERT_TRUE(small.has_value()) << small.error().message;
  EXPECT_EQ(small->image->width, 480U);
  EXPECT_EQ(small->renditions[1].width, 64U);
  EXPECT_EQ(small->damaged,
            "The image has 0.2 megapixels; AUDMG_MAX_HEIF_MEGAPIXELS allows 0.1. What is shown is "
            "the small picture in the file.");
}

TEST(ImageLimits, AFullDiskIsNotTheFaultOfThePicture) {
  class FullOutputs final : public OutputFiles {
   public:
    Result<int> open(std::string_view /*rendition*/) override { return file_.get(); }

   private:
    Descriptor file_{::open("/dev/full", O_WRONLY | O_CLOEXEC)};
  };
  const AvifFile picture(sample_image(".avif[strip]", {.width = 480, .height = 360}));
  const std::string content = picture.with_thumbnail(AvifFile(fixture("allowed/picture.avif")));
  const Descriptor input = memory_file(content);
  RenderTask task = task_for(input.get(), content, "image/avif");
  task.limits.max_heif_pixels = 100'000;
  FullOutputs full;
  const auto record = render_image(task, full);
  ASSERT_FALSE(record.has_value());
  EXPECT_EQ(record.error().code, ErrorCode::out_of_space);
}

TEST(ImageLimits, FactsAreFoundBeforeAPictureIsRefused) {
  const std::string content = with_exif(sample_image(".png"), full_exif_block().bytes());
  const Descriptor input = memory_file(content);
  RenderTask task = task_for(input.get(), content, "image/png");
  task.limits.max_pixels = 1;
  std::vector<MediaRecord> found;
  task.facts_found = [&](const MediaRecord& facts) { found.push_back(facts); };
  MemoryOutputs outputs;
  EXPECT_FALSE(render_image(task, outputs).has_value());
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].image->width, 96U);
  EXPECT_EQ(found[0].image->camera_make, "Camera Works");
}

TEST(ImageLimits, MetadataIsToldThoughThePictureHasNoHeader) {
  const std::string content = png_of(bare_png_chunk("eXIf", full_exif_block().bytes()));
  const Descriptor input = memory_file(content);
  RenderTask task = task_for(input.get(), content, "image/png");
  std::vector<MediaRecord> found;
  task.facts_found = [&](const MediaRecord& facts) { found.push_back(facts); };
  MemoryOutputs outputs;
  EXPECT_FALSE(render_image(task, outputs).has_value());
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].image->width, 0U);
  EXPECT_EQ(found[0].image->camera_make, "Camera Works");
}

TEST(ImageLimits, FactsAreToldThoughTheDecoderRefusesToOpenThePicture) {
  const std::string block =
      full_exif_block().number(ExifBlock::Directory::first, 0x0112, 6).bytes();
  std::string content =
      with_exif(sample_image(".jpg[strip]", {.width = 160, .height = 120}), block);
  const std::size_t frame = content.rfind("\xFF\xC0");
  ASSERT_NE(frame, std::string::npos);
  content[frame + 4] = 12;  // bits of a sample, which the decoder is not built for
  const Descriptor input = memory_file(content);
  RenderTask task = task_for(input.get(), content, "image/jpeg");
  std::vector<MediaRecord> found;
  task.facts_found = [&](const MediaRecord& facts) { found.push_back(facts); };
  MemoryOutputs outputs;
  const auto record = render_image(task, outputs);
  ASSERT_FALSE(record.has_value());
  EXPECT_TRUE(record.error().message.starts_with("The image cannot be read: "))
      << record.error().message;
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].image->width, 120U);
  EXPECT_EQ(found[0].image->height, 160U);
  EXPECT_EQ(found[0].image->camera_make, "Camera Works");
}

// Phones and cameras write more than 50 megapixels, and sides of more than 30,000.
TEST(ImageLimits, OrdinaryLargePicturesAreRendered) {
  for (const auto& [width, height] : {std::pair{8160, 6144}, std::pair{790, 36'861}}) {
    const auto image =
        rendered(sample_image(".jpg", {.width = width, .height = height}), "image/jpeg");
    ASSERT_TRUE(image.record.has_value()) << image.record.error().message;
    EXPECT_EQ(image.record->image->width, static_cast<std::uint32_t>(width));
    EXPECT_EQ(image.record->damaged, "");
  }
}

}  // namespace
}  // namespace audmg::media

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/image/image_limits.hpp"

#include "doubles/media_fixtures.hpp"
#include "testbeds/image_testbed.hpp"

#include <gtest/gtest.h>

#include <sys/resource.h>

namespace audmg::media {
namespace {

using namespace std::string_literals;

std::string message_of(const Result<void>& result) {
  if (result) return "ok";
  EXPECT_EQ(result.error().code, ErrorCode::too_large);
  return result.error().message;
}

TEST(ImageLimits, NameWhatIsOverThem) {
  const MediaLimits limits;
  EXPECT_EQ(message_of(check_extent({8000, 6250}, limits)), "ok");
  EXPECT_EQ(message_of(check_extent({8001, 6250}, limits)),
            "The image has 50.1 megapixels; the limit is 50.");
  EXPECT_EQ(message_of(check_extent({60'000, 60'000}, limits)),
            "The image has 3,600 megapixels; the limit is 50.");
  EXPECT_EQ(message_of(check_extent({30'001, 10}, limits)),
            "The image is 30,001 pixels wide; the limit is 30,000.");
  EXPECT_EQ(message_of(check_extent({10, 65'535}, limits)),
            "The image is 65,535 pixels high; the limit is 30,000.");
  EXPECT_EQ(message_of(check_extent({1000, 1000, 100}, limits)), "ok");
  EXPECT_EQ(message_of(check_extent({1000, 1000, 2000}, limits)),
            "The animation has 2,000 megapixels in 2,000 frames; the limit is 100.");
  EXPECT_EQ(message_of(check_extent({4'294'967'295U, 4'294'967'295U, 1}, limits)).substr(0, 13),
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
  EXPECT_EQ(png.record.error().message, "The image has 3,600 megapixels; the limit is 50.");
  const auto gif = rendered(gif_of_size("\xff\xff\xff\xff"), "image/gif");
  ASSERT_FALSE(gif.record.has_value());
  EXPECT_EQ(gif.record.error().message, "The image has 4,295 megapixels; the limit is 50.");
  const auto wide = rendered(png_of_size(40'000, 1), "image/png");
  ASSERT_FALSE(wide.record.has_value());
  EXPECT_EQ(wide.record.error().code, ErrorCode::too_large);
  constexpr long kMaxGrowth = 32L * 1024;
  EXPECT_LT(peak_kilobytes() - before, kMaxGrowth);
}

TEST(ImageLimits, FramesOfAnAnimationAreSummedPagesAreNot) {
  const auto limited = [](const std::string& content, const char* type) {
    const Descriptor input = memory_file(content);
    RenderTask task = task_for(input.get(), content, type);
    task.limits.max_total_pixels = 3 * 96 * 64 - 1;
    MemoryOutputs outputs;
    const auto record = render_image(task, outputs);
    return record ? "ok" : record.error().message;
  };
  const SampleOptions three{.frames = 3};
  EXPECT_EQ(limited(sample_image(".gif", three), "image/gif"),
            "The animation has 0.1 megapixels in 3 frames; the limit is 0.1.");
  EXPECT_EQ(limited(sample_image(".webp[lossless]", three), "image/webp"),
            "The animation has 0.1 megapixels in 3 frames; the limit is 0.1.");
  EXPECT_EQ(limited(sample_image(".gif", {.frames = 2}), "image/gif"), "ok");
  EXPECT_EQ(limited(sample_image(".tif", three), "image/tiff"), "ok");
}

}  // namespace
}  // namespace audmg::media

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "doubles/media_fixtures.hpp"
#include "doubles/motion_photo.hpp"
#include "testbeds/image_testbed.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace audmg::media {
namespace {

const Rendition* motion_of(const RenderedImage& image) {
  const auto& made = image.record->renditions;
  const auto found = std::ranges::find(made, kMotionName, &Rendition::name);
  return found == made.end() ? nullptr : &*found;
}

TEST(Motion, TheVideoOfAPhotoIsCopied) {
  const std::string video = motion_video({.samples = std::string(700'000, 's')});
  for (const auto& [photo, type] :
       {std::pair{google_motion_photo(fixture("allowed/picture.jpg"), video), "image/jpeg"},
        std::pair{samsung_motion_photo(fixture("allowed/picture.jpg"), video), "image/jpeg"},
        std::pair{fixture("allowed/picture.heic") + iso_box("mpvd", video), "image/heic"}}) {
    const auto image = rendered(photo, type);
    ASSERT_TRUE(image.record.has_value()) << image.record.error().message;
    const Rendition* motion = motion_of(image);
    ASSERT_NE(motion, nullptr) << type;
    EXPECT_EQ(motion->content_type, "video/mp4");
    EXPECT_EQ(motion->recipe, "motion-v1");
    EXPECT_EQ(motion->size, video.size());
    EXPECT_EQ(motion->width, 0U);
    EXPECT_DOUBLE_EQ(motion->duration_seconds, 2.5);
    EXPECT_EQ(motion->bitrate, video.size() * 8 * 2 / 5);
    EXPECT_EQ(image.outputs->content("motion"), video);
    EXPECT_EQ(image.record->renditions.front().name, "small");
  }
}

TEST(Motion, OtherPicturesHaveNone) {
  const auto image = rendered(fixture("allowed/picture.jpg"), "image/jpeg");
  ASSERT_TRUE(image.record.has_value());
  EXPECT_EQ(motion_of(image), nullptr);
}

TEST(Motion, IsLeftOutWhereItIsTooLargeOrNotWanted) {
  const std::string photo = google_motion_photo(fixture("allowed/picture.jpg"), motion_video());
  const Descriptor input = memory_file(photo);
  RenderTask task = task_for(input.get(), photo, "image/jpeg");
  task.limits.max_output_bytes = 100;
  MemoryOutputs outputs;
  auto record = render_image(task, outputs);
  ASSERT_TRUE(record.has_value());
  EXPECT_EQ(outputs.content("motion"), "");
  task.limits = {};
  task.plan.motion.video = false;
  record = render_image(task, outputs);
  ASSERT_TRUE(record.has_value());
  EXPECT_EQ(outputs.content("motion"), "");
}

}  // namespace
}  // namespace audmg::media

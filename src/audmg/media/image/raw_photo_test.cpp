// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/image/raw_photo.hpp"

#include "doubles/media_fixtures.hpp"
#include "testbeds/image_testbed.hpp"

#include <gtest/gtest.h>

#include <unistd.h>

namespace audmg::media {
namespace {

struct RawFile {
  std::string name;
  std::string type;
};

const std::vector<RawFile>& raw_files() {
  static const std::vector<RawFile> kFiles{
      {"photo.dng", "image/x-adobe-dng"},   {"photo.cr2", "image/x-canon-cr2"},
      {"photo.cr3", "image/x-canon-cr3"},   {"photo.nef", "image/x-nikon-nef"},
      {"photo.arw", "image/x-sony-arw"},    {"photo.raf", "image/x-fuji-raf"},
      {"photo.orf", "image/x-olympus-orf"}, {"photo.rw2", "image/x-panasonic-rw2"},
      {"photo.pef", "image/x-pentax-pef"},  {"photo.srw", "image/x-samsung-srw"}};
  return kFiles;
}

// The previews have red, green, blue and white quarters and must be turned to the right.
TEST(RawPhoto, ThePreviewIsShownUpright) {
  for (const RawFile& file : raw_files()) {
    const auto image = rendered(fixture("allowed/" + file.name), file.type);
    ASSERT_TRUE(image.record.has_value()) << file.name << image.record.error().message;
    ASSERT_EQ(image.record->renditions.size(), 4U) << file.name;
    for (const Rendition& rendition : image.record->renditions) {
      EXPECT_EQ(rendition.width, 32U) << file.name;
      EXPECT_EQ(rendition.height, 48U) << file.name;
      const Pixels pixels(image.outputs->content(rendition.name));
      const std::array<Rgba, 4> expected{kBlue, kRed, kWhite, kGreen};
      for (std::size_t i = 0; i < 4; ++i) {
        const Rgba seen = pixels.near(i % 2 == 0 ? 0.2 : 0.8, i < 2 ? 0.2 : 0.8);
        EXPECT_TRUE(is_close(seen, expected.at(i))) << file.name << " " << i << to_text(seen);
      }
    }
  }
}

TEST(RawPhoto, FactsAreThoseOfThePhotoNotOfThePreview) {
  for (const RawFile& file : raw_files()) {
    const auto image = rendered(fixture("allowed/" + file.name), file.type);
    ASSERT_TRUE(image.record.has_value()) << file.name;
    const ImageFacts& facts = *image.record->image;
    if (file.name != "photo.raf") {  // whose size LibRaw knows by the camera's name
      EXPECT_EQ(facts.width, 36U) << file.name;
      EXPECT_EQ(facts.height, 48U) << file.name;
    }
    EXPECT_EQ(facts.frames, 1U) << file.name;
    EXPECT_EQ(facts.taken_at, "2024-05-06T07:08:09+02:00") << file.name;
    EXPECT_FALSE(facts.camera_make.empty()) << file.name;
    EXPECT_FALSE(facts.camera_model.empty()) << file.name;
    EXPECT_EQ(facts.lens, "Lens 35mm") << file.name;
    EXPECT_EQ(facts.iso, 400U) << file.name;
    ASSERT_TRUE(facts.place.has_value()) << file.name;
    EXPECT_DOUBLE_EQ(*facts.place->latitude, 48.5) << file.name;
  }
}

// LibRaw crashes on some damaged files; what our own readers find is told by then.
TEST(RawPhoto, FactsAreToldBeforeLibRawSeesTheFile) {
  std::string content = fixture("allowed/photo.dng");
  const Descriptor input = memory_file(content);
  RenderTask task = task_for(input.get(), content, "image/x-adobe-dng");
  std::vector<MediaRecord> found;
  task.facts_found = [&](const MediaRecord& facts) {
    found.push_back(facts);
    EXPECT_EQ(::pwrite(input.get(), "none", 4, 0), 4);
  };
  MemoryOutputs outputs;
  EXPECT_FALSE(render_image(task, outputs).has_value());
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found[0].image->taken_at, "2024-05-06T07:08:09+02:00");
  EXPECT_EQ(found[0].image->lens, "Lens 35mm");
}

TEST(RawPhoto, APreviewThatIsNotInTheFileIsNoPreview) {
  std::string content = fixture("allowed/photo.dng");
  const std::string length("\x17\x01\x04\0\x01\0\0\0", 8);  // StripByteCounts
  const std::size_t preview = content.rfind(length);
  ASSERT_NE(preview, std::string::npos);
  content.replace(preview + 8, 4, "\xFF\xFF\xFF\x7F");
  const auto image = rendered(content, "image/x-adobe-dng");
  ASSERT_FALSE(image.record.has_value());
  EXPECT_EQ(image.record.error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(image.record.error().message,
            "The raw photo has no preview picture that can be shown.");
}

// A sensor that LibRaw does not know: the preview is shown all the same.
TEST(RawPhoto, AnUnknownSensorIsNoObstacle) {
  std::string content = fixture("allowed/photo.nef");
  const std::string bits("\x02\x01\x03\0\x01\0\0\0\x10\0", 10);
  const std::size_t place = content.find(bits);
  ASSERT_NE(place, std::string::npos);
  content.replace(place + 8, 1, "\x08");
  const auto image = rendered(content, "image/x-nikon-nef");
  ASSERT_TRUE(image.record.has_value()) << image.record.error().message;
  EXPECT_EQ(image.record->image->camera_model, "NIKON D750");
}

}  // namespace
}  // namespace audmg::media

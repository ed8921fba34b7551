// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors

// RenderTask::facts_only: what the file says of itself, without decoding its sound.
#include "audmg/media/record/record_json.hpp"
#include "audmg/media/render/render.hpp"
#include "testbeds/audio_testbed.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <string>
#include <utility>

namespace audmg::media {
namespace {

/// Keeps the size of the cover, as a sign that it came.
Result<void> note_cover(std::string_view encoded, const RenderTask& /*task*/,
                        OutputFiles& /*outputs*/, MediaRecord& record) {
  record.placeholder = std::to_string(encoded.size());
  return {};
}

class StatedFacts : public testing::Test {
 protected:
  RenderedAudio read(const std::string& file, std::string_view content_type) {
    RenderTask task = test_task(content_type);
    task.plan = {};
    task.plan.waveform = {.binary = false, .json = false};
    task.facts_only = true;
    return render_file(file, task, note_cover);
  }

  AudioTestbed testbed_;
};

TEST_F(StatedFacts, AreTagsAndCoverOfEveryContainer) {
  testbed_.make("cover.png", "-f lavfi -i testsrc=size=64x48:rate=1 -frames:v 1");
  const auto cover_size = std::filesystem::file_size(testbed_.path("cover.png"));
  const std::pair<std::string, std::string> files[] = {
      {"a.mp3 -c:a libmp3lame", "audio/mpeg"},
      {"b.flac -c:a flac", "audio/flac"},
      {"c.m4a -c:a aac", "audio/mp4"},
  };
  for (const auto& [words, content_type] : files) {
    const std::string name = words.substr(0, words.find(' '));
    SCOPED_TRACE(name);
    const std::string file = testbed_.make(
        name, AudioTestbed::noise(44'100, "stereo", 0.5) + "-i " + testbed_.path("cover.png") +
                  " -map 0 -map 1 -c:v copy -disposition:v attached_pic " +
                  words.substr(name.size()) + " -metadata title='As stated'");
    const auto rendered = read(file, content_type);
    ASSERT_TRUE(rendered.record) << rendered.record.error().message;
    MediaRecord record = *rendered.record;
    EXPECT_EQ(record.audio->tags.title, "As stated");
    EXPECT_EQ(record.placeholder, std::to_string(cover_size));
    EXPECT_EQ(record.audio->duration_seconds, 0) << "it was decoded";
    EXPECT_FALSE(record.audio->integrated_loudness_lufs);
    EXPECT_TRUE(record.renditions.empty());
    record.placeholder.clear();
    EXPECT_TRUE(record_from_json(record_to_json(record))) << "the server believes it";
  }
}

TEST_F(StatedFacts, DoNotNeedTheSound) {
  std::string flac;
  {
    const std::string file =
        testbed_.make("whole.flac", AudioTestbed::noise(44'100, "stereo", 2) +
                                        "-c:a flac -metadata title='As stated'");
    flac.resize(std::filesystem::file_size(file));
    std::FILE* const opened = std::fopen(file.c_str(), "rb");
    ASSERT_EQ(std::fread(flac.data(), 1, flac.size(), opened), flac.size());
    std::fclose(opened);
  }
  // Every frame is damaged, behind the header and the first of them.
  for (std::size_t i = 40'000; i < flac.size(); ++i) flac[i] = '\0';
  const auto rendered = read(testbed_.write("damaged.flac", flac), "audio/flac");
  ASSERT_TRUE(rendered.record) << rendered.record.error().message;
  EXPECT_EQ(rendered.record->audio->tags.title, "As stated");
}

}  // namespace
}  // namespace audmg::media

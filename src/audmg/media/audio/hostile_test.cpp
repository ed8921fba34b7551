// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
//
// Files that lie, end early, or are something else.
#include "doubles/media_fixtures.hpp"
#include "testbeds/audio_testbed.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <cstring>
#include <vector>

namespace audmg::media {
namespace {

class Hostile : public testing::Test {
 protected:
  std::string flac(double seconds = 5.3) {
    return file_content(
        testbed_.make("good.flac", AudioTestbed::noise(44'100, "stereo", seconds) + "-c:a flac"));
  }
  // The outcome in one line.
  std::string outcome(const std::string& content, RenderTask task) {
    const RenderedAudio rendered = render_file(testbed_.write("hostile", content), std::move(task));
    if (rendered.record) return "ready";
    return std::string(to_string(rendered.record.error().code)) + ": " +
           rendered.record.error().message;
  }
  std::string outcome(const std::string& content, std::string_view content_type) {
    return outcome(content, test_task(content_type));
  }

  AudioTestbed testbed_;
};

constexpr const char* kNoAudio = "invalid_argument: No audio could be decoded.";
constexpr const char* kDamaged =
    "invalid_argument: More than half of the audio is missing or damaged.";

TEST_F(Hostile, FactsAreFoundBeforeTheSoundIsRefused) {
  const std::string content =
      file_content(testbed_.make("long.flac", AudioTestbed::noise(44'100, "stereo", 3) +
                                                  "-metadata title=\"Long song\" -c:a flac"));
  RenderTask task = test_task("audio/flac");
  task.limits.max_audio = std::chrono::seconds(1);
  std::vector<MediaRecord> found;
  task.facts_found = [&](const MediaRecord& facts) { found.push_back(facts); };
  EXPECT_EQ(outcome(content, task).substr(0, 9), "too_large");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].audio->tags.title, "Long song");
  EXPECT_EQ(found[0].audio->channels, 2U);
  EXPECT_NEAR(found[0].audio->duration_seconds, 3, 0.1);
}

TEST_F(Hostile, PlaylistsAndScriptsAreNoAudio) {
  const std::string song = testbed_.path("good.flac");
  flac();
  const std::string playlist =
      "#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nfile://" + song + "\n#EXT-X-ENDLIST\n";
  const std::string script = "ffconcat version 1.0\nfile '" + song + "'\n";
  for (const char* type : {"audio/mpeg", "audio/flac", "audio/ogg", "audio/wav", "audio/mp4",
                           "audio/aac", "audio/aiff"}) {
    SCOPED_TRACE(type);
    EXPECT_EQ(outcome(playlist, type), kNoAudio);
    EXPECT_EQ(outcome(script, type), kNoAudio);
    EXPECT_EQ(outcome("", type), kNoAudio);
    EXPECT_EQ(outcome("x", type), kNoAudio);
  }
  // The same ffmpeg reads them when it may choose.
  EXPECT_EQ(
      AudioTestbed::ffmpeg("-i " + testbed_.write("list.ffconcat", script) + " -safe 0 -f null -")
          .find("Invalid data"),
      std::string::npos);
}

TEST_F(Hostile, OnlyTheContainerOfTheContentTypeIsTried) {
  const std::string content = flac();
  EXPECT_EQ(outcome(content, "audio/flac"), "ready");
  for (const char* type : {"audio/ogg", "audio/wav", "audio/mp4", "audio/aiff"}) {
    EXPECT_EQ(outcome(content, type), kNoAudio) << type;
  }
  // In the right container, but of a codec that it may not hold.
  const std::string speex = file_content(
      testbed_.make("ac3.m4a", AudioTestbed::noise(48'000, "stereo") + "-c:a ac3 -f mp4"));
  EXPECT_EQ(outcome(speex, "audio/mp4"), kNoAudio);
}

TEST_F(Hostile, AHeaderOverALimitIsEnough) {
  std::string content = flac();
  // STREAMINFO: 36 bits of the number of samples, after rate, channels and bits.
  content.replace(21, 5, std::string("\xff\xff\xff\xff\xff", 5));
  content[21] = static_cast<char>((flac()[21] & 0xf0) | 0x0f);
  EXPECT_EQ(outcome(content, "audio/flac"),
            "too_large: The audio is longer than 200 h (AUDMG_MAX_AUDIO_DURATION).");

  RenderTask task = test_task("audio/flac");
  task.limits.max_audio = std::chrono::seconds(3);
  EXPECT_EQ(outcome(flac(), task),
            "too_large: The audio is longer than 3 s (AUDMG_MAX_AUDIO_DURATION).");

  const std::string surround = file_content(
      testbed_.make("surround.wav", AudioTestbed::noise(48'000, "7.1", 0.5) + "-c:a pcm_s16le"));
  task = test_task("audio/wav");
  EXPECT_EQ(outcome(surround, task), "ready");
  task.limits.max_channels = 6;
  EXPECT_EQ(outcome(surround, task), "too_large: The audio has 8 channels; at most 6 are allowed.");
}

TEST_F(Hostile, ALimitHoldsWhateverTheHeaderSays) {
  // Without a number of samples.
  std::string content = flac();
  content[21] = static_cast<char>(content[21] & 0xf0);
  content.replace(22, 4, std::string(4, '\0'));
  EXPECT_EQ(outcome(content, "audio/flac"), "ready");
  RenderTask task = test_task("audio/flac");
  task.limits.max_audio = std::chrono::seconds(3);
  EXPECT_EQ(outcome(content, task),
            "too_large: The audio is longer than 3 s (AUDMG_MAX_AUDIO_DURATION).");
}

TEST_F(Hostile, AHeaderThatClaimsHoursIsNotBelieved) {
  std::string content = flac();
  // 36 bits: 1.6 billion samples, ten hours.
  content[21] = static_cast<char>(content[21] & 0xf0);
  content.replace(22, 4, "\x60\x00\x00\x00", 4);
  const RenderedAudio rendered = render_file(testbed_.write("x", content), test_task("audio/flac"));
  ASSERT_TRUE(rendered.record.has_value()) << rendered.record.error().message;
  EXPECT_NEAR(rendered.record->audio->duration_seconds, 5.3, 0.001);
  EXPECT_FALSE(rendered.record->audio->plays_everywhere);
  EXPECT_TRUE(rendered.outputs.has("universal"));
}

TEST_F(Hostile, AFileThatEndsEarlyIsReadyWithWhatIsThere) {
  const std::string content = flac();
  const RenderedAudio most =
      render_file(testbed_.write("most.flac", content.substr(0, content.size() * 3 / 4)),
                  test_task("audio/flac"));
  ASSERT_TRUE(most.record.has_value()) << most.record.error().message;
  EXPECT_NEAR(most.record->audio->duration_seconds, 5.3 * 3 / 4, 0.3);
  EXPECT_NEAR(most.rendition("opus")->duration_seconds, most.record->audio->duration_seconds,
              0.001);
  // Only the end of the sound tells that browsers would show another length.
  EXPECT_FALSE(most.record->audio->plays_everywhere);
  ASSERT_NE(most.rendition("universal"), nullptr);
  EXPECT_NEAR(most.rendition("universal")->duration_seconds, most.record->audio->duration_seconds,
              0.001);
  EXPECT_EQ(most.record->renditions.front().name, "universal");
  EXPECT_EQ(outcome(content.substr(0, content.size() / 3), "audio/flac"), "ready");
  EXPECT_EQ(outcome(content.substr(0, 100), "audio/flac"), kNoAudio);
}

TEST_F(Hostile, ADamagedPlaceIsLeftOut) {
  std::string content = flac();
  std::memset(content.data() + content.size() / 2, 'x', 3000);
  EXPECT_EQ(outcome(content, "audio/flac"), "ready");
  std::memset(content.data() + 60'000, 'x', content.size() - 60'000);
  const RenderedAudio rendered = render_file(testbed_.write("x", content), test_task("audio/flac"));
  ASSERT_TRUE(rendered.record.has_value()) << rendered.record.error().message;
  EXPECT_TRUE(rendered.record->damaged.starts_with("The recording is damaged: only "));
}

TEST_F(Hostile, AFileOfDamageIsRefused) {
  std::string content =
      file_content(testbed_.make("good.aac", AudioTestbed::noise(44'100, "stereo") + "-c:a aac"));
  constexpr std::size_t kHeaderBytes = 7;
  int frames = 0;
  for (std::size_t at = 0; at + kHeaderBytes < content.size(); ++frames) {
    const auto byte = [&](std::size_t i) {
      return std::size_t{static_cast<unsigned char>(content[at + i])};
    };
    const std::size_t length = (byte(3) & 3U) << 11U | byte(4) << 3U | byte(5) >> 5U;
    if (frames % 5 != 0) {
      std::memset(content.data() + at + kHeaderBytes, 0xff, length - kHeaderBytes);
    }
    at += length;
  }
  EXPECT_GT(frames, 100);
  EXPECT_EQ(outcome(content, "audio/aac"), kDamaged);
}

TEST_F(Hostile, TagsAreToldThoughThereIsNoSound) {
  const std::string content = fixture("allowed/vorbis.ogg");
  const std::size_t audio = content.find("OggS", content.find("OggS", 1) + 1);
  ASSERT_NE(audio, std::string::npos);
  RenderTask task = test_task("audio/ogg");
  std::vector<MediaRecord> found;
  task.facts_found = [&](const MediaRecord& facts) { found.push_back(facts); };
  EXPECT_EQ(outcome(content.substr(0, audio), task), kNoAudio);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].audio->tags.title, "Tone");
}

TEST_F(Hostile, AHeaderThatLiesAboutAnMp3CostsItsPlaceAsARendition) {
  const std::string content =
      file_content(testbed_.make("good.mp3", AudioTestbed::noise(44'100, "stereo") +
                                                 "-c:a libmp3lame -q:a 4 -id3v2_version 0"));
  RenderedAudio rendered = render_file(testbed_.write("x", content), test_task("audio/mpeg"));
  EXPECT_FALSE(rendered.outputs.has("universal"));
  rendered = render_file(testbed_.write("x", content.substr(0, content.size() * 4 / 5)),
                         test_task("audio/mpeg"));
  ASSERT_TRUE(rendered.record.has_value());
  EXPECT_TRUE(rendered.outputs.has("universal"));
}

// Tables that claim to be larger than the file could hold.
TEST_F(Hostile, TablesOfAnMp4ThatLieCostNothing) {
  const std::string content = file_content(testbed_.make(
      "good.m4a", AudioTestbed::noise(44'100, "stereo") + "-c:a aac -movflags faststart"));
  for (const std::string table : {"stts", "stsz", "stsc", "stco"}) {
    SCOPED_TRACE(table);
    const std::size_t place = content.find(table);
    ASSERT_NE(place, std::string::npos);
    std::string lying = content;
    // Behind the name and the version stands a count; in stsz first the size of all samples.
    lying.replace(place + 8, 4, "\x7f\xff\xff\xff");
    const auto start = std::chrono::steady_clock::now();
    const std::string said = outcome(lying, "audio/mp4");
    EXPECT_FALSE(said.starts_with("internal")) << said;
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
  }
}

TEST_F(Hostile, NumbersThatAreNoSoundAreSilence) {
  std::string content = file_content(
      testbed_.make("float.wav", AudioTestbed::noise(44'100, "stereo") + "-c:a pcm_f32le"));
  const float values[] = {NAN, INFINITY, -INFINITY, 1e30F, -1e-42F};
  for (std::size_t i = 0; i < 20'000; ++i) {
    std::memcpy(content.data() + content.size() - 4 - 4 * i, &values[i % 5], 4);
  }
  RenderTask task = test_task("audio/wav");
  task.plan.audio.push_back({"m4a", AudioUse::always, AudioFormat::m4a, 128'000});
  EXPECT_EQ(outcome(content, task), "ready");
}

TEST_F(Hostile, TheDeadlineEndsIt) {
  RenderTask task = test_task("audio/flac");
  const std::string content = flac(60);
  const auto start = std::chrono::steady_clock::now();
  task.deadline = start + std::chrono::milliseconds(100);
  EXPECT_TRUE(outcome(content, task).starts_with("deadline_exceeded"));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(1500));
  task.deadline = start;
  EXPECT_TRUE(outcome(content, task).starts_with("deadline_exceeded"));
}

}  // namespace
}  // namespace audmg::media

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
//
// Every format of the allow-list, from the original to its renditions.
#include "testbeds/audio_testbed.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <ostream>
#include <string>

namespace audmg::media {
namespace {

struct Case {
  const char* name;
  const char* content_type;
  std::uint32_t rate;
  const char* layout;
  const char* encoder;
  const char* codec;
  bool plays_everywhere = false;
  bool has_exact_length = true;  // ffmpeg knows how much its encoder added
};

std::ostream& operator<<(std::ostream& out, const Case& one) { return out << one.name; }

constexpr Case kCases[] = {
    {"cbr.mp3", "audio/mpeg", 44'100, "stereo", "-c:a libmp3lame -b:a 128k", "mp3", true},
    {"bare.mp3", "audio/mpeg", 44'100, "stereo", "-c:a libmp3lame -b:a 128k -write_xing 0", "mp3",
     true, false},
    {"vbr.mp3", "audio/mpeg", 48'000, "mono", "-c:a libmp3lame -q:a 4", "mp3", true},
    {"bare_vbr.mp3", "audio/mpeg", 44'100, "stereo", "-c:a libmp3lame -q:a 4 -write_xing 0", "mp3",
     false, false},
    {"slow.mp3", "audio/mpeg", 8'000, "mono", "-c:a libmp3lame -b:a 16k", "mp3", true},
    {"cd.flac", "audio/flac", 44'100, "stereo", "-c:a flac", "flac", true},
    {"studio.flac", "audio/flac", 192'000, "stereo", "-c:a flac -sample_fmt s32", "flac", true},
    {"surround.flac", "audio/flac", 48'000, "5.1", "-c:a flac", "flac"},
    {"vorbis.ogg", "audio/ogg", 44'100, "stereo", "-c:a libvorbis -q:a 4", "vorbis"},
    {"opus.ogg", "audio/ogg", 48'000, "stereo", "-c:a libopus -b:a 96k", "opus"},
    {"flac.oga", "audio/ogg", 44'100, "stereo", "-c:a flac -f ogg", "flac"},
    {"cd.wav", "audio/wav", 44'100, "stereo", "-c:a pcm_s16le", "pcm_s16le", true},
    {"deep.wav", "audio/wav", 96'000, "stereo", "-c:a pcm_s24le", "pcm_s24le", true},
    {"float.wav", "audio/wav", 22'050, "mono", "-c:a pcm_f32le", "pcm_f32le"},
    {"front.m4a", "audio/mp4", 44'100, "stereo", "-c:a aac -b:a 128k -movflags faststart", "aac",
     true},
    {"back.m4a", "audio/mp4", 44'100, "stereo", "-c:a aac -b:a 128k", "aac", true},
    {"pieces.m4a", "audio/mp4", 44'100, "stereo",
     "-c:a aac -b:a 128k -movflags frag_keyframe+empty_moov -frag_duration 1000000", "aac", false,
     false},
    {"surround.m4a", "audio/mp4", 48'000, "5.1", "-c:a aac -movflags faststart", "aac"},
    {"lossless.m4a", "audio/mp4", 44'100, "stereo", "-c:a alac -movflags faststart", "alac"},
    {"bare.aac", "audio/aac", 44'100, "stereo", "-c:a aac -b:a 96k", "aac", true, false},
    {"cd.aiff", "audio/aiff", 44'100, "stereo", "-c:a pcm_s16be", "pcm_s16be"},
    {"phone.aiff", "audio/aiff", 11'025, "mono", "-c:a pcm_s24be", "pcm_s24be"},
};

class EveryFormat : public testing::TestWithParam<Case> {
 protected:
  // The rendition has the length of the original, and the same sound at the same time; also after a
  // seek to the middle. `tail` is how much longer a player may hear it, in seconds.
  void expect_same_sound(const std::string& original, const RenderedAudio& rendered,
                         std::string_view name, std::string_view extension, double tail) {
    const Rendition* rendition = rendered.rendition(name);
    ASSERT_NE(rendition, nullptr);
    const std::string content = rendered.outputs.content(name);
    EXPECT_EQ(rendition->size, content.size());
    const std::string file = testbed_.write(std::string(name).append(extension), content);
    constexpr std::uint32_t kRate = 48'000;
    const Sound before = testbed_.decode(original, kRate, 1);
    const Sound after = testbed_.decode(file, kRate, 1);
    EXPECT_NEAR(rendition->duration_seconds, before.seconds(), 0.05);
    EXPECT_NEAR(after.seconds(), before.seconds(), 0.05);
    EXPECT_GT(after.seconds(), rendition->duration_seconds - 0.001);
    EXPECT_LT(after.seconds(), rendition->duration_seconds + 0.001 + tail);

    // Where the sample rate changes, up to a fraction of a millisecond.
    double best = -1;
    for (std::ptrdiff_t lag = -48; lag <= 48; lag += 6) {
      best = std::max(best, correlation(before, after, lag));
    }
    EXPECT_GT(best, 0.98);
    // The first frames after a seek miss what stands in the frames before them.
    constexpr std::ptrdiff_t kSettled = kRate / 10;
    constexpr std::ptrdiff_t kStart = std::ptrdiff_t{kRate} * 5 / 2;
    Sound middle = testbed_.decode(file, kRate, 1, "-ss 2.5 -t 1");
    EXPECT_NEAR(middle.seconds(), 1, 0.001);
    middle.samples.erase(middle.samples.begin(), middle.samples.begin() + kSettled);
    EXPECT_GT(correlation(middle, after, kStart + kSettled), 0.99);
  }

  AudioTestbed testbed_;
};

TEST_P(EveryFormat, BecomesRenditionsOfTheSameSound) {
  const Case& given = GetParam();
  const std::string file =
      testbed_.make(given.name, AudioTestbed::noise(given.rate, given.layout) + given.encoder);
  const RenderedAudio rendered = render_file(file, test_task(given.content_type));
  ASSERT_TRUE(rendered.record.has_value()) << rendered.record.error().message;
  ASSERT_TRUE(rendered.record->audio.has_value());
  const AudioFacts& facts = *rendered.record->audio;
  EXPECT_EQ(facts.codec, given.codec);
  EXPECT_EQ(facts.sample_rate, given.rate);
  const std::string_view layout = given.layout;
  EXPECT_EQ(facts.channels, layout == "mono" ? 1U : layout == "stereo" ? 2U : 6U);
  EXPECT_NEAR(facts.duration_seconds, 5.3, given.has_exact_length ? 0.025 : 0.1);
  const double bytes = static_cast<double>(std::filesystem::file_size(file));
  EXPECT_NEAR(facts.bitrate, bytes * 8 / 5.3, bytes * 8 / 5.3 * 0.2);

  EXPECT_EQ(rendered.outputs.has("universal"), !given.plays_everywhere);
  if (!given.plays_everywhere) expect_same_sound(file, rendered, "universal", ".mp3", 0);
  // FFmpeg 5.1 plays the last frame (20 ms) of Opus in MP4 to its end; browsers do not.
  expect_same_sound(file, rendered, "opus", ".mp4", 0.02);
}

INSTANTIATE_TEST_SUITE_P(AllowList, EveryFormat, testing::ValuesIn(kCases),
                         [](const testing::TestParamInfo<Case>& given) {
                           std::string name = given.param.name;
                           std::ranges::replace(name, '.', '_');
                           return name;
                         });

}  // namespace
}  // namespace audmg::media

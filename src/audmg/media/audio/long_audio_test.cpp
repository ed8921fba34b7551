// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
//
// Recordings of hours, made of a minute that is repeated: what is left out, and what samples tell.
#include "audmg/media/audio/sampled_sound.hpp"
#include "audmg/media/audio/waveform.hpp"
#include "doubles/media_fixtures.hpp"
#include "testbeds/audio_testbed.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

namespace audmg::media {
namespace {

class LongAudio : public testing::Test {
 protected:
  /// Returns the bytes of a minute of noise in 8 kHz mono; such streams can be joined.
  std::string minute(const std::string& name, const std::string& encoder) {
    return file_content(testbed_.make(name, AudioTestbed::noise(8'000, "mono", 60) + encoder));
  }
  std::string repeated(const std::string& name, const std::string& bytes, int times) {
    std::string content;
    content.reserve(bytes.size() * static_cast<std::size_t>(times));
    for (int i = 0; i < times; ++i) content += bytes;
    return testbed_.write(name, content);
  }
  static std::uint32_t pixels(const RenderedAudio& rendered) {
    const std::string waveform = rendered.outputs.content("waveform");
    return static_cast<std::uint32_t>((waveform.size() - 24) / 2);
  }

  AudioTestbed testbed_;
};

constexpr const char* kMp3 = "-c:a libmp3lame -b:a 8k -write_xing 0 -id3v2_version 0";

TEST_F(LongAudio, ThatPlaysGetsNoOtherForm) {
  const std::string file = repeated("long.mp3", minute("a.mp3", kMp3), 62);
  const RenderedAudio rendered = render_file(file, test_task("audio/mpeg"));
  ASSERT_TRUE(rendered.record.has_value()) << rendered.record.error().message;
  EXPECT_TRUE(rendered.record->audio->plays_everywhere);
  EXPECT_NEAR(rendered.record->audio->duration_seconds, 62 * 60, 15);
  EXPECT_FALSE(rendered.outputs.has("opus"));
  EXPECT_FALSE(rendered.outputs.has("universal"));
  EXPECT_NEAR(pixels(rendered), rendered.record->audio->duration_seconds * 20, 2);
}

TEST_F(LongAudio, ThatDoesNotPlayIsReadyBeforeItsForms) {
  const std::string bytes =
      minute("vbr.mp3", "-ar 16000 -c:a libmp3lame -q:a 9 -write_xing 0 -id3v2_version 0");
  const std::string file = repeated("long.mp3", bytes, 62);
  const RenderedAudio rendered = render_file(file, test_task("audio/mpeg"));
  ASSERT_TRUE(rendered.record.has_value()) << rendered.record.error().message;
  EXPECT_FALSE(rendered.record->audio->plays_everywhere);
  EXPECT_FALSE(rendered.outputs.has("universal"));
  EXPECT_TRUE(rendered.outputs.has("waveform"));
}

TEST_F(LongAudio, IsDecodedInSamples) {
  const std::string bytes = minute("a.mp3", kMp3);
  const RenderedAudio one = render_file(testbed_.write("one.mp3", bytes), test_task("audio/mpeg"));
  ASSERT_TRUE(one.record.has_value());
  const std::string file = repeated("long.mp3", bytes, 500);
  const auto start = std::chrono::steady_clock::now();
  const RenderedAudio rendered = render_file(file, test_task("audio/mpeg"));
  const auto taken = std::chrono::steady_clock::now() - start;
  ASSERT_TRUE(rendered.record.has_value()) << rendered.record.error().message;
  const AudioFacts& facts = *rendered.record->audio;
  EXPECT_TRUE(is_sampled(facts.duration_seconds));
  EXPECT_NEAR(facts.duration_seconds, 500 * one.record->audio->duration_seconds, 60);
  EXPECT_NEAR(facts.bitrate, 8'000, 200);
  EXPECT_TRUE(facts.plays_everywhere);
  EXPECT_NEAR(facts.integrated_loudness_lufs.value_or(0),
              one.record->audio->integrated_loudness_lufs.value_or(99), 1.5);
  EXPECT_NEAR(pixels(rendered), facts.duration_seconds * 20, 2);
  EXPECT_EQ(rendered.rendition("waveform")->duration_seconds, facts.duration_seconds);
  EXPECT_LT(taken, std::chrono::seconds(60)) << "8 hours";
}

/// Nine hours of one byte a sample at 1 kHz: silence in the first half, a tone in the second.
std::string nine_hours_of_pcm() {
  constexpr std::uint32_t kRate = 1'000;
  constexpr std::uint32_t kSamples = 9 * 3600 * kRate;
  std::string wav("RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0", 24);
  const auto append = [&](std::uint32_t value, unsigned bytes) {
    for (unsigned i = 0; i < bytes; ++i) wav.push_back(static_cast<char>(value >> (8 * i)));
  };
  append(kRate, 4);
  append(kRate, 4);
  append(1, 2);
  append(8, 2);
  wav += "data";
  append(kSamples, 4);
  wav.append(kSamples / 2, '\x80');
  for (std::uint32_t i = 0; i < kSamples / 2; ++i) {
    wav.push_back(static_cast<char>(128 + std::lround(64 * std::sin(i * 0.7))));
  }
  return wav;
}

TEST_F(LongAudio, HasAWaveformOfItsWholeLength) {
  const std::string wav = nine_hours_of_pcm();
  const RenderedAudio rendered =
      render_file(testbed_.write("long.wav", wav), test_task("audio/wav"));
  ASSERT_TRUE(rendered.record.has_value()) << rendered.record.error().message;
  EXPECT_EQ(rendered.record->audio->duration_seconds, 9 * 3600);
  EXPECT_TRUE(rendered.record->audio->plays_everywhere);
  const std::string waveform = rendered.outputs.content("waveform");
  constexpr std::size_t kPixels = 9 * 3600 * 20;
  ASSERT_EQ(waveform.size(), 24 + 2 * kPixels);
  // Minimum and maximum of a pixel in the middle of each half.
  EXPECT_EQ(waveform.substr(24 + kPixels / 2, 2), std::string(2, '\0'));
  EXPECT_NEAR(static_cast<std::int8_t>(waveform[24 + kPixels * 3 / 2]), -64, 2);
  EXPECT_NEAR(static_cast<std::int8_t>(waveform[24 + kPixels * 3 / 2 + 1]), 63, 2);
  // The header of a file that was cut claims more than there is.
  const RenderedAudio cut =
      render_file(testbed_.write("cut.wav", wav.substr(0, 100'000)), test_task("audio/wav"));
  ASSERT_TRUE(cut.record.has_value()) << cut.record.error().message;
  EXPECT_NEAR(cut.record->audio->duration_seconds, 100, 0.1);
}

TEST_F(LongAudio, IsRefusedAboveTheLimit) {
  std::string content;
  const std::string bytes = minute("a.mp3", kMp3);
  for (int i = 0; i < 500; ++i) content += bytes;
  RenderTask task = test_task("audio/mpeg");
  task.limits.max_audio = std::chrono::hours(8);
  const RenderedAudio over = render_file(testbed_.write("long.mp3", content), task);
  ASSERT_FALSE(over.record.has_value());
  EXPECT_EQ(over.record.error().message,
            "The audio is longer than 8 h (AUDMG_MAX_AUDIO_DURATION).");
}

TEST(StretchedWaveform, ShowsEachWindowOverItsShare) {
  Waveform window(1'000, 1, 20);
  std::vector<float> samples(100, 0.5F);
  samples.resize(150, -0.25F);
  window.add(samples);
  window.finish();
  ASSERT_EQ(window.pixels(), 3U);
  Waveform whole = window.empty_copy();
  EXPECT_EQ(whole.pixels(), 0U);
  EXPECT_EQ(whole.pixels_for(9.01), 181U);
  whole.add_stretched(window, 6);
  whole.add_stretched(window.empty_copy(), 1);
  whole.add_stretched(window, 0);
  EXPECT_EQ(whole.pixels(), 7U);
  const std::string data = whole.binary().substr(24);
  EXPECT_EQ(data, std::string("@@@@@@@@\xe0\xe0\xe0\xe0\0\0", 14));
}

}  // namespace
}  // namespace audmg::media

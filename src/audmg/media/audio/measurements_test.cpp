// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
//
// What is measured on the way: loudness and waveform, against ffmpeg and against brute force.
#include "audmg/lib/json/document.hpp"
#include "audmg/media/audio/waveform.hpp"
#include "testbeds/audio_testbed.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>

namespace audmg::media {
namespace {

class Measurements : public testing::Test {
 protected:
  // The number behind the last `label` of what ffmpeg's filter says.
  static double reported(const std::string& text, const std::string& label) {
    const std::size_t place = text.rfind(label);
    EXPECT_NE(place, std::string::npos) << text;
    return place == std::string::npos ? 0
                                      : std::strtod(text.c_str() + place + label.size(), nullptr);
  }

  void expect_as_ffmpeg(std::uint32_t rate, std::string_view layout) {
    const std::string file =
        testbed_.make("noise.flac", AudioTestbed::noise(rate, layout, 8) + "-c:a flac");
    const std::string summary = AudioTestbed::ffmpeg(
        "-v info -i " + file + " -af ebur128=peak=true:framelog=verbose -f null -");
    RenderTask task = test_task("audio/flac");
    task.plan.audio.clear();
    const RenderedAudio rendered = render_file(file, task);
    ASSERT_TRUE(rendered.record.has_value());
    const AudioFacts& facts = *rendered.record->audio;
    EXPECT_NEAR(facts.integrated_loudness_lufs.value_or(0), reported(summary, "I:"), 0.2);
    EXPECT_NEAR(facts.true_peak_dbtp.value_or(0), reported(summary, "Peak:"), 0.3);
  }

  AudioTestbed testbed_;
};

TEST_F(Measurements, LoudnessIsThatOfFfmpeg) {
  for (const char* layout : {"mono", "stereo", "5.1", "7.1"}) {
    SCOPED_TRACE(layout);
    expect_as_ffmpeg(48'000, layout);
  }
  expect_as_ffmpeg(44'100, "stereo");
  expect_as_ffmpeg(96'000, "stereo");
}

TEST_F(Measurements, SilenceHasNoLoudness) {
  const std::string file =
      testbed_.make("silence.wav", "-f lavfi -i anullsrc=duration=2 -c:a pcm_s16le");
  const RenderedAudio rendered = render_file(file, test_task("audio/wav"));
  ASSERT_TRUE(rendered.record.has_value());
  EXPECT_FALSE(rendered.record->audio->integrated_loudness_lufs.has_value());
  EXPECT_FALSE(rendered.record->audio->true_peak_dbtp.has_value());
  EXPECT_NEAR(rendered.record->audio->duration_seconds, 2, 1e-9);
}

TEST_F(Measurements, PeaksAreThoseOfTheSamples) {
  const std::string file =
      testbed_.make("noise.wav", AudioTestbed::noise(22'050, "stereo", 2.51) + "-c:a pcm_s16le");
  const RenderedAudio rendered = render_file(file, test_task("audio/wav"));
  ASSERT_TRUE(rendered.record.has_value());
  const std::string binary = rendered.outputs.content("waveform");
  ASSERT_GE(binary.size(), 24U);
  const auto field = [&](std::size_t place) {
    std::int32_t value = 0;
    std::memcpy(&value, binary.data() + place, 4);
    return value;
  };
  constexpr std::int32_t kPerPixel = 22'050 / 20;
  EXPECT_EQ(field(0), 2);
  EXPECT_EQ(field(4), 1);
  EXPECT_EQ(field(8), 22'050);
  EXPECT_EQ(field(12), kPerPixel);
  EXPECT_EQ(field(20), 1);

  const std::string raw = AudioTestbed::ffmpeg("-i " + file + " -f s16le -");
  std::vector<std::int16_t> samples(raw.size() / 2);
  std::memcpy(samples.data(), raw.data(), raw.size());
  std::string expected;
  for (std::size_t start = 0; start < samples.size(); start += 2 * kPerPixel) {
    int least = 32'767;
    int most = -32'768;
    const std::size_t end = std::min<std::size_t>(start + 2 * kPerPixel, samples.size());
    for (std::size_t i = start; i < end; i += 2) {
      const int mixed = (samples[i] + samples[i + 1]) / 2;
      least = std::min(least, mixed);
      most = std::max(most, mixed);
    }
    expected.push_back(static_cast<char>(least / 256));
    expected.push_back(static_cast<char>(most / 256));
  }
  EXPECT_EQ(field(16), static_cast<std::int32_t>(expected.size() / 2));
  EXPECT_TRUE(binary.substr(24) == expected);

  const auto json = json::parse(rendered.outputs.content("waveform_json"), {});
  ASSERT_TRUE(json.has_value());
  EXPECT_EQ(json->find("version")->as_unsigned(), 2U);
  EXPECT_EQ(json->find("channels")->as_unsigned(), 1U);
  EXPECT_EQ(json->find("sample_rate")->as_unsigned(), 22'050U);
  EXPECT_EQ(json->find("samples_per_pixel")->as_unsigned(), std::uint64_t{kPerPixel});
  EXPECT_EQ(json->find("bits")->as_unsigned(), 8U);
  EXPECT_EQ(json->find("length")->as_unsigned(), expected.size() / 2);
  EXPECT_EQ(json->find("data")->as_array()->size(), expected.size());
}

TEST_F(Measurements, PiecesOfAnySizeGiveTheSamePeaks) {
  std::vector<float> samples(10'000);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    samples[i] = std::sin(static_cast<float>(i) * 0.37F) * 1.2F;  // over full scale
  }
  Waveform whole(8'000, 2, 20);
  whole.add(samples);
  whole.finish();
  Waveform pieces(8'000, 2, 20);
  for (std::size_t start = 0; start < samples.size();) {
    const std::size_t size = std::min(samples.size() - start, 2 + (start % 7) * 2);
    pieces.add(std::span(samples).subspan(start, size));
    start += size;
  }
  pieces.finish();
  EXPECT_EQ(whole.binary(), pieces.binary());
  EXPECT_EQ(whole.binary().substr(24, 2), "\x80\x7f");
}

}  // namespace
}  // namespace audmg::media

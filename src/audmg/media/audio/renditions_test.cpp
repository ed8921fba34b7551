// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "testbeds/audio_testbed.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace audmg::media {
namespace {

// A test of plans: which files come out, in which order, in which form.
class Renditions : public testing::Test {
 protected:
  /// Makes a file in a format that not every browser plays.
  std::string aiff(std::string_view layout, std::uint32_t rate = 44'100) {
    return testbed_.make("original.aiff", AudioTestbed::noise(rate, layout) + "-c:a pcm_s16be");
  }
  AudioTestbed testbed_;
};

std::vector<std::string> names(const MediaRecord& record) {
  std::vector<std::string> all;
  for (const Rendition& rendition : record.renditions) all.push_back(rendition.name);
  return all;
}

TEST_F(Renditions, ComeInTheOrderOfThePlanWithTheirRecipes) {
  const RenderedAudio rendered = render_file(aiff("stereo"), test_task("audio/aiff"));
  ASSERT_TRUE(rendered.record.has_value());
  const MediaRecord& record = *rendered.record;
  EXPECT_EQ(names(record),
            (std::vector<std::string>{"universal", "opus", "waveform", "waveform_json"}));
  const RenditionPlan plan = test_plan();
  EXPECT_EQ(record.renditions[0].recipe, recipe_id(plan.audio[0]));
  EXPECT_EQ(record.renditions[0].content_type, "audio/mpeg");
  EXPECT_EQ(record.renditions[1].recipe, recipe_id(plan.audio[1]));
  EXPECT_EQ(record.renditions[1].content_type, "audio/mp4");
  EXPECT_EQ(record.renditions[2].recipe, recipe_id(plan.waveform, false));
  EXPECT_EQ(record.renditions[3].recipe, recipe_id(plan.waveform, true));
}

TEST_F(Renditions, AreMadeByThePlanOnly) {
  RenderTask task = test_task("audio/aiff");
  task.plan.audio = {{"hq", AudioUse::always, AudioFormat::m4a, 256'000}};
  task.plan.waveform.json = false;
  const RenderedAudio rendered = render_file(aiff("stereo"), task);
  ASSERT_TRUE(rendered.record.has_value()) << rendered.record.error().message;
  EXPECT_EQ(names(*rendered.record), (std::vector<std::string>{"hq", "waveform"}));
  // Its own rendition plays everywhere.
  const std::string m4a = testbed_.write("hq.m4a", rendered.outputs.content("hq"));
  task.plan = test_plan();
  task.content_type = "audio/mp4";
  const RenderedAudio again = render_file(m4a, task);
  ASSERT_TRUE(again.record.has_value()) << again.record.error().message;
  EXPECT_FALSE(again.outputs.has("universal"));
  EXPECT_EQ(again.record->audio->codec, "aac");
  EXPECT_NEAR(again.record->audio->duration_seconds, 5.3, 0.025);
}

TEST_F(Renditions, ThatAreDemandedAreMadeOfAnything) {
  const std::string file =
      testbed_.make("song.flac", AudioTestbed::noise(44'100, "stereo", 2) + "-c:a flac");
  RenderTask task = test_task("audio/flac");
  const RenderedAudio unasked = render_file(file, task);
  ASSERT_TRUE(unasked.record.has_value());
  EXPECT_TRUE(unasked.record->audio->plays_everywhere);
  EXPECT_EQ(names(*unasked.record),
            (std::vector<std::string>{"opus", "waveform", "waveform_json"}));
  task.plan.audio[0].use = AudioUse::on_demand;
  const RenderedAudio asked = render_file(file, task);
  ASSERT_TRUE(asked.record.has_value());
  EXPECT_EQ(names(*asked.record),
            (std::vector<std::string>{"universal", "opus", "waveform", "waveform_json"}));
  EXPECT_NEAR(asked.rendition("universal")->duration_seconds, 2, 1e-9);
}

TEST_F(Renditions, HaveTheirIndexInFront) {
  const RenderedAudio rendered = render_file(aiff("stereo"), test_task("audio/aiff"));
  const std::string mp4 = rendered.outputs.content("opus");
  ASSERT_NE(mp4.find("moov"), std::string::npos);
  EXPECT_LT(mp4.find("moov"), mp4.find("mdat"));
  // The first frame of the MP3 tells the number of frames, and a table of places.
  const std::string mp3 = rendered.outputs.content("universal");
  EXPECT_EQ(mp3.substr(0, 2), "\xff\xfb");
  EXPECT_LT(mp3.find("Info"), std::size_t{64});
}

TEST_F(Renditions, AreTheSameBytesEveryTime) {
  const std::string file = aiff("stereo");
  const RenderedAudio first = render_file(file, test_task("audio/aiff"));
  const RenderedAudio second = render_file(file, test_task("audio/aiff"));
  for (const std::string name : {"universal", "opus", "waveform", "waveform_json"}) {
    EXPECT_TRUE(first.outputs.content(name) == second.outputs.content(name)) << name;
  }
}

TEST_F(Renditions, OfMonoAreMonoAtHalfTheBitrate) {
  const RenderedAudio mono = render_file(aiff("mono"), test_task("audio/aiff"));
  const RenderedAudio stereo = render_file(aiff("stereo"), test_task("audio/aiff"));
  for (const std::string name : {"universal", "opus"}) {
    ASSERT_NE(mono.rendition(name), nullptr);
    ASSERT_NE(stereo.rendition(name), nullptr);
    EXPECT_LT(mono.rendition(name)->bitrate, stereo.rendition(name)->bitrate * 0.75) << name;
  }
  EXPECT_NEAR(mono.rendition("universal")->bitrate, 80'000, 2'000);
  EXPECT_NEAR(stereo.rendition("universal")->bitrate, 160'000, 3'000);
  const std::string file = testbed_.write("mono.mp3", mono.outputs.content("universal"));
  const std::string streams = AudioTestbed::ffmpeg("-v info -i " + file + " -f null - ");
  EXPECT_NE(streams.find("44100 Hz, mono"), std::string::npos) << streams;
}

// Six channels at full scale would add up to more than that.
TEST_F(Renditions, OfSurroundSoundDoNotClip) {
  const std::string file = testbed_.make(
      "loud.flac",
      "-f lavfi -i \"sine=frequency=440:sample_rate=48000:duration=2,volume=18dB,"
      "aformat=sample_fmts=s16,pan=5.1|FL=c0|FR=c0|FC=c0|LFE=c0|BL=c0|BR=c0\" -c:a flac");
  const RenderedAudio rendered = render_file(file, test_task("audio/flac"));
  ASSERT_TRUE(rendered.record.has_value());
  const std::string mp3 = testbed_.write("loud.mp3", rendered.outputs.content("universal"));
  const Sound mixed = testbed_.decode(mp3, 48'000, 2);
  float peak = 0;
  double power = 0;
  for (const float sample : mixed.samples) {
    peak = std::max(peak, std::abs(sample));
    power += double{sample} * sample;
  }
  EXPECT_LT(peak, 1.05);
  // A sine of amplitude near 1 that was not cut has half the power of a square.
  const double mean = power / static_cast<double>(mixed.samples.size());
  EXPECT_NEAR(mean, 0.5, 0.06);
}

TEST_F(Renditions, TooLargeForTheLimitAreSaidSo) {
  RenderTask task = test_task("audio/aiff");
  task.limits.max_output_bytes = 50'000;
  const RenderedAudio rendered = render_file(aiff("stereo"), task);
  ASSERT_FALSE(rendered.record.has_value());
  EXPECT_EQ(rendered.record.error().code, ErrorCode::too_large);
}

}  // namespace
}  // namespace audmg::media

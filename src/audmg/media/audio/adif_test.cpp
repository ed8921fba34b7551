// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
//
// AAC with an ADIF header, which FFmpeg cannot read: made of what its encoder writes as ADTS.
#include "doubles/adif_sound.hpp"
#include "doubles/media_fixtures.hpp"
#include "testbeds/audio_testbed.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace audmg::media {
namespace {

class Adif : public testing::Test {
 protected:
  /// Encodes as ADTS, and returns the name of the file.
  std::string adts(std::uint32_t rate, std::string_view layout, const std::string& options = "") {
    return testbed_.make("sound.aac", AudioTestbed::noise(rate, layout) + "-c:a aac " + options);
  }
  RenderedAudio render(const std::string& content) {
    return render_file(testbed_.write("sound.adif", content), test_task("audio/aac"));
  }

  AudioTestbed testbed_;
};

TEST_F(Adif, HasTheSoundOfAdts) {
  const std::string original = adts(44'100, "stereo", "-b:a 96k");
  const RenderedAudio framed = render_file(original, test_task("audio/aac"));
  const RenderedAudio rendered = render(adif_header({}) + raw_blocks(file_content(original)));
  ASSERT_TRUE(rendered.record.has_value()) << rendered.record.error().message;
  ASSERT_TRUE(framed.record.has_value()) << framed.record.error().message;
  const AudioFacts& facts = *rendered.record->audio;
  EXPECT_EQ(facts.codec, "aac");
  EXPECT_EQ(facts.channels, 2U);
  EXPECT_EQ(facts.sample_rate, 44'100U);
  EXPECT_DOUBLE_EQ(facts.duration_seconds, framed.record->audio->duration_seconds);
  EXPECT_NEAR(facts.bitrate, 96'000, 20'000);
  EXPECT_EQ(facts.integrated_loudness_lufs, framed.record->audio->integrated_loudness_lufs);
  EXPECT_EQ(rendered.outputs.content("waveform"), framed.outputs.content("waveform"));
  EXPECT_EQ(rendered.record->damaged, "");
  // No browser plays it.
  EXPECT_FALSE(facts.plays_everywhere);
  ASSERT_NE(rendered.rendition("universal"), nullptr);
  const std::string universal =
      testbed_.write("universal.mp3", rendered.outputs.content("universal"));
  EXPECT_GT(
      correlation(testbed_.decode(original, 48'000, 1), testbed_.decode(universal, 48'000, 1), 0),
      0.98);
}

TEST_F(Adif, HasEveryNumberOfChannels) {
  const std::string mono = raw_blocks(file_content(adts(22'050, "mono")));
  const RenderedAudio one = render(adif_header({.rate_index = 7, .singles = 1, .pairs = 0}) + mono);
  ASSERT_TRUE(one.record.has_value()) << one.record.error().message;
  EXPECT_EQ(one.record->audio->channels, 1U);
  EXPECT_EQ(one.record->audio->sample_rate, 22'050U);

  const std::string front =
      raw_blocks(file_content(adts(48'000, "5.1", "-af \"pan=3.0|c0=c0|c1=c1|c2=c2\"")));
  const RenderedAudio three = render(adif_header({.rate_index = 3, .singles = 1}) + front);
  ASSERT_TRUE(three.record.has_value()) << three.record.error().message;
  EXPECT_EQ(three.record->audio->channels, 3U);
  EXPECT_NEAR(three.record->audio->duration_seconds, 5.3, 0.1);
}

TEST_F(Adif, MayHaveTagsAroundTheSound) {
  const std::string sound =
      adif_header({.comment = "by hand"}) + raw_blocks(file_content(adts(44'100, "stereo")));
  std::string tag = "TAGThe title";
  tag.resize(128);
  const RenderedAudio rendered =
      render(std::string("ID3\x03\0\0\0\0\0\x10TPE1\0\0\0\x06\0\0\0Voice", 26) + sound + tag);
  ASSERT_TRUE(rendered.record.has_value()) << rendered.record.error().message;
  EXPECT_EQ(rendered.record->damaged, "");
  EXPECT_EQ(rendered.record->audio->tags.title, "The title");
  EXPECT_EQ(rendered.record->audio->tags.artist, "Voice");
}

TEST_F(Adif, EndsWhereItIsDamaged) {
  constexpr std::string_view kEndIsMissing = "The recording is damaged: its end is missing.";
  const std::string content = adif_header({}) + raw_blocks(file_content(adts(44'100, "stereo")));
  const RenderedAudio cut = render(content.substr(0, content.size() / 2));
  ASSERT_TRUE(cut.record.has_value()) << cut.record.error().message;
  EXPECT_EQ(cut.record->damaged, kEndIsMissing);
  EXPECT_NEAR(cut.record->audio->duration_seconds, 5.3 / 2, 0.3);

  std::string scratched = content;
  scratched.replace(content.size() / 2, 2000, 2000, '\xFF');
  const RenderedAudio rendered = render(scratched);
  ASSERT_TRUE(rendered.record.has_value()) << rendered.record.error().message;
  EXPECT_EQ(rendered.record->damaged, kEndIsMissing);
}

TEST_F(Adif, FailsWithoutSound) {
  const RenderedAudio noise = render(adif_header({}) + std::string(5000, '\x5A'));
  ASSERT_FALSE(noise.record.has_value());
  EXPECT_EQ(noise.record.error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(noise.record.error().message, "No audio could be decoded.");
  // SSR, which no decoder of ours knows.
  EXPECT_FALSE(render(adif_header({.profile = 2}) + std::string(5000, '\x21')).record.has_value());
}

}  // namespace
}  // namespace audmg::media

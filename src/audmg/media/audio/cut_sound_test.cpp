// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/audio/cut_sound.hpp"

#include "doubles/media_fixtures.hpp"
#include "testbeds/audio_testbed.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace audmg::media {
namespace {

constexpr std::string_view kEndIsMissing = "The recording is damaged: its end is missing.";

class CutSound : public testing::Test {
 protected:
  std::string make(const std::string& name, const std::string& options) {
    return file_content(testbed_.make(name, AudioTestbed::noise(44'100, "stereo") + options));
  }
  /// Returns what is said about the file, or why it could not be made ready.
  std::string damage_of(const std::string& content, std::string_view type) {
    const RenderedAudio rendered = render_file(testbed_.write("sound", content), test_task(type));
    return rendered.record ? rendered.record->damaged
                           : "failed: " + rendered.record.error().message;
  }

  AudioTestbed testbed_;
};

TEST_F(CutSound, IsSaidOfFilesThatTellTheirLength) {
  for (const auto& [name, options, type] :
       {std::tuple("a.flac", "-c:a flac", "audio/flac"),
        std::tuple("b.wav", "-c:a pcm_s16le", "audio/wav"),
        std::tuple("c.aiff", "-c:a pcm_s16be", "audio/aiff"),
        std::tuple("d.m4a", "-c:a aac -movflags faststart", "audio/mp4"),
        std::tuple("e.mp3", "-c:a libmp3lame -q:a 4", "audio/mpeg")}) {
    SCOPED_TRACE(name);
    const std::string whole = make(name, options);
    EXPECT_EQ(damage_of(whole, type), "");
    const std::string most = damage_of(whole.substr(0, whole.size() * 3 / 5), type);
    EXPECT_TRUE(most.starts_with("The recording is damaged: only ")) << most;
    EXPECT_TRUE(most.find("only 5") != most.npos || most.find("only 6") != most.npos) << most;
    // However little there is, it is there to be heard.
    const std::string little = damage_of(whole.substr(0, whole.size() / 4), type);
    EXPECT_TRUE(little.starts_with("The recording is damaged: only ")) << little;
  }
}

TEST_F(CutSound, IsSaidOfOggByItsLastPage) {
  for (const auto& [name, options] :
       {std::pair("a.ogg", "-c:a libvorbis"), std::pair("b.opus", "-c:a libopus"),
        std::pair("c.oga", "-c:a flac -f ogg")}) {
    SCOPED_TRACE(name);
    const std::string whole = make(name, options);
    EXPECT_EQ(damage_of(whole, "audio/ogg"), "");
    EXPECT_EQ(damage_of(whole.substr(0, whole.size() - 1), "audio/ogg"), kEndIsMissing);
    EXPECT_EQ(damage_of(whole.substr(0, whole.size() * 3 / 5), "audio/ogg"), kEndIsMissing);
    EXPECT_EQ(damage_of(whole + "TAG" + std::string(125, ' '), "audio/ogg"), "");
  }
}

TEST_F(CutSound, LengthsThatWritersDidNotKnowSayNothing) {
  const std::string whole = make("a.wav", "-c:a pcm_s16le");
  const std::size_t place = whole.find("data") + 4;
  for (const std::string_view size :
       {std::string_view("\xff\xff\xff\xff", 4), std::string_view("\x00\xf0\xff\x7f", 4),
        std::string_view("\x00\x00\x00\x00", 4)}) {
    std::string piped = whole;
    piped.replace(place, size.size(), size);
    EXPECT_EQ(damage_of(piped, "audio/wav"), "");
  }
  const std::string bare = make("b.mp3", "-c:a libmp3lame -b:a 128k -write_xing 0");
  EXPECT_EQ(damage_of(bare.substr(0, bare.size() / 2), "audio/mpeg"), "");
}

}  // namespace
}  // namespace audmg::media

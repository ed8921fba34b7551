// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/audio/recording.hpp"

#include "testbeds/audio_testbed.hpp"

#include <gtest/gtest.h>

#include <string>

namespace audmg::media {
namespace {

class Recording : public testing::Test {
 protected:
  AudioFacts render(const std::string& file, std::string_view content_type) {
    RenderTask task = test_task(content_type);
    task.plan = {};
    task.plan.waveform = {.binary = false, .json = false};
    const RenderedAudio rendered = render_file(file, task);
    EXPECT_TRUE(rendered.record.has_value()) << file << rendered.record.error().message;
    return rendered.record ? *rendered.record->audio : AudioFacts{};
  }
  AudioFacts made(const std::string& name, const std::string& options,
                  std::string_view content_type) {
    return render(testbed_.make(name, AudioTestbed::noise(44'100, "mono", 2) + options),
                  content_type);
  }

  AudioTestbed testbed_;
};

TEST(ParseIso6709, ReadsDegreesMinutesAndSeconds) {
  const auto read = [](std::string_view text) {
    const auto place = parse_iso_6709(text);
    return place ? std::pair(*place->latitude, *place->longitude) : std::pair(0.0, 0.0);
  };
  EXPECT_EQ(read("+37.7858-122.4064+012.345/"), std::pair(37.7858, -122.4064));
  EXPECT_EQ(read("+37.7858-122.4064/"), std::pair(37.7858, -122.4064));
  EXPECT_EQ(read("-33-070/"), std::pair(-33.0, -70.0));
  EXPECT_NEAR(read("+3747.15-12224.38/").first, 37.785833, 1e-6);
  EXPECT_NEAR(read("+3747.15-12224.38/").second, -122.406333, 1e-6);
  EXPECT_NEAR(read("+374709.5-1222422.8/").first, 37.785972, 1e-6);
  EXPECT_NEAR(read("+374709.5-1222422.8/").second, -122.406333, 1e-6);
  EXPECT_NEAR(*parse_iso_6709("+37.7858-122.4064+012.345/")->altitude_metres, 12.345, 1e-9);
}

TEST(ParseIso6709, RefusesTheRest) {
  for (const std::string_view text : {"", "+", "37.7-122.4", "+37.7", "+91+000/", "+00.0+181/",
                                      "+0.0000+000.0000/", "+-1+2", "+nan+nan/", "Berlin"}) {
    EXPECT_FALSE(parse_iso_6709(text).has_value()) << text;
  }
  EXPECT_FALSE(parse_iso_6709("+1" + std::string(100, '0')).has_value());
}

TEST_F(Recording, APhoneSaysWhenAndWhere) {
  const AudioFacts apple =
      made("apple.m4a",
           "-c:a aac -movflags use_metadata_tags "
           "-metadata com.apple.quicktime.creationdate=2021-06-12T14:03:07+0200 "
           "-metadata com.apple.quicktime.location.ISO6709=+37.7858-122.4064+012.345/ "
           "-metadata com.apple.quicktime.location.name='Old Town'",
           "audio/mp4");
  EXPECT_EQ(apple.taken_at, "2021-06-12T14:03:07+02:00");
  ASSERT_TRUE(apple.place.has_value());
  EXPECT_EQ(apple.place->latitude, 37.7858);
  EXPECT_EQ(apple.place->longitude, -122.4064);
  EXPECT_EQ(apple.place->name, "Old Town");
  const AudioFacts android = made("android.m4a",
                                  "-c:a aac -metadata creation_time=2021-06-12T12:03:07Z "
                                  "-metadata location=+48.8583+002.2944/",
                                  "audio/mp4");
  EXPECT_EQ(android.taken_at, "2021-06-12T12:03:07Z");
  ASSERT_TRUE(android.place.has_value());
  EXPECT_NEAR(*android.place->latitude, 48.8583, 1e-4);
}

TEST_F(Recording, ASongWasNotRecordedWhenItWasEncoded) {
  const AudioFacts song =
      made("song.m4a", "-c:a aac -metadata creation_time=2021-06-12T12:03:07Z -metadata track=3/12",
           "audio/mp4");
  EXPECT_EQ(song.taken_at, "");
  EXPECT_EQ(song.tags.track, 3U);
}

TEST_F(Recording, BroadcastWaveHasItsOrigination) {
  const AudioFacts facts =
      made("bext.wav",
           "-c:a pcm_s16le -write_bext 1 -metadata origination_date=2021-06-12 "
           "-metadata origination_time=14-03-07",
           "audio/wav");
  EXPECT_EQ(facts.taken_at, "2021-06-12T14:03:07");
}

constexpr const char* kChapters =
    ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1000\ntitle=Één\n"
    "[CHAPTER]\nTIMEBASE=1/1000\nSTART=1000\nEND=2000\ntitle=Two\n";

TEST_F(Recording, ChaptersOfEveryContainer) {
  const std::string list = testbed_.write("chapters.txt", kChapters);
  const std::string from_list = "-i " + list + " -map_metadata 1 -map_chapters 1 ";
  const std::string comments =
      "-metadata CHAPTER000=00:00:00.000 -metadata CHAPTER000NAME=Één "
      "-metadata CHAPTER001=00:00:01.000 -metadata CHAPTER001NAME=Two ";
  for (const auto& [name, options, content_type] :
       {std::tuple("a.m4b", from_list + "-c:a aac", "audio/mp4"),  // a list and a chapter track
        std::tuple("b.mp3", from_list + "-c:a libmp3lame", "audio/mpeg"),
        std::tuple("c.ogg", comments + "-c:a libvorbis", "audio/ogg"),
        std::tuple("d.opus", comments + "-c:a libopus", "audio/ogg"),
        std::tuple("e.flac", comments + "-c:a flac", "audio/flac")}) {
    SCOPED_TRACE(name);
    const AudioFacts facts = made(name, options, content_type);
    ASSERT_EQ(facts.chapters.size(), 2U);
    EXPECT_EQ(facts.chapters[0].start_seconds, 0);
    EXPECT_EQ(facts.chapters[0].title, "Één");
    EXPECT_EQ(facts.chapters[1].start_seconds, 1);
    EXPECT_EQ(facts.chapters[1].title, "Two");
  }
}

}  // namespace
}  // namespace audmg::media

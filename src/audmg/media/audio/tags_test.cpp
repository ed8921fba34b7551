// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/audio/audio_tags.hpp"
#include "doubles/media_fixtures.hpp"
#include "doubles/sample_tags.hpp"
#include "testbeds/audio_testbed.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace audmg::media {
namespace {

using namespace std::string_literals;

constexpr const char* kTags =
    " -metadata title='Zoë – Ünïcödé 日本' -metadata artist='Ann & \"Bob\"' -metadata album=Lives "
    "-metadata track=3/12 -metadata date=2004-05-06 -metadata genre=Jazz ";

class Tags : public testing::Test {
 protected:
  AudioTags render_bytes(const std::string& content, std::string_view content_type = "audio/mpeg") {
    return render(testbed_.write("file", content), content_type).audio->tags;
  }
  AudioTags tagged(const std::string& tag) {
    return render_bytes(tag + fixture("allowed/bare.mp3"));
  }
  MediaRecord render(const std::string& file, std::string_view content_type,
                     CoverRenderer render_cover = nullptr) {
    RenderTask task = test_task(content_type);
    task.plan = {};
    task.plan.waveform = {.binary = false, .json = false};
    RenderedAudio rendered = render_file(file, task, render_cover);
    EXPECT_TRUE(rendered.record.has_value()) << file << rendered.record.error().message;
    MediaRecord record = rendered.record.value_or(MediaRecord{.audio = AudioFacts{}});
    facts_ = *record.audio;
    return record;
  }

  AudioTestbed testbed_;
  AudioFacts facts_;  // of the last file
};

TEST_F(Tags, AreReadFromEveryContainer) {
  const std::pair<std::string, std::string> files[] = {
      {"a.mp3 -c:a libmp3lame -id3v2_version 3", "audio/mpeg"},  // UTF-16
      {"b.mp3 -c:a libmp3lame -id3v2_version 4", "audio/mpeg"},  // UTF-8
      {"c.flac -c:a flac", "audio/flac"},
      {"d.ogg -c:a libvorbis", "audio/ogg"},
      {"e.opus -c:a libopus", "audio/ogg"},
      {"f.m4a -c:a aac", "audio/mp4"},
      {"g.wav -c:a pcm_s16le", "audio/wav"},
      {"h.aiff -c:a pcm_s16be -write_id3v2 1", "audio/aiff"},
  };
  for (const auto& [words, content_type] : files) {
    const std::string name = words.substr(0, words.find(' '));
    SCOPED_TRACE(name);
    const std::string file = testbed_.make(
        name, AudioTestbed::noise(44'100, "stereo", 0.5) + words.substr(name.size()) + kTags);
    const AudioTags tags = render(file, content_type).audio->tags;
    EXPECT_EQ(tags.title, "Zoë – Ünïcödé 日本");
    EXPECT_EQ(tags.artist, "Ann & \"Bob\"");
    EXPECT_EQ(tags.album, "Lives");
    EXPECT_EQ(tags.genre, "Jazz");
    EXPECT_EQ(tags.track, 3U);
    EXPECT_EQ(tags.year, 2004U);
  }
}

TEST_F(Tags, OfId3v1AreInWindows1252) {
  const std::string plain = testbed_.make(
      "plain.mp3", AudioTestbed::noise(44'100, "mono", 0.5) + "-c:a libmp3lame -id3v2_version 0");
  std::FILE* file = std::fopen(plain.c_str(), "ab");
  ASSERT_NE(file, nullptr);
  std::string tag = "TAG"s + "Caf\xe9 \x93quoted\x94"s;
  tag.resize(33);
  tag += "Artist"s;
  tag.resize(128);
  tag[93] = '1', tag[94] = '9', tag[95] = '7', tag[96] = '1';
  ASSERT_EQ(std::fwrite(tag.data(), 1, tag.size(), file), tag.size());
  std::fclose(file);
  const AudioTags tags = render(plain, "audio/mpeg").audio->tags;
  EXPECT_EQ(tags.title, "Café “quoted”");
  EXPECT_EQ(tags.artist, "Artist");
  EXPECT_EQ(tags.year, 1971U);
}

using List = std::vector<std::string>;

TEST_F(Tags, OfId3HaveAllValues) {
  const AudioTags tags = tagged(id3v2_tag(
      4, {id3v2_text("TIT2", "Title"),
          id3v2_text("TPE1", "Alfa\0Beta & Co\0Gamma"s),
          id3v2_text("TPE2", "Various"),
          id3v2_text("TCON", "17\0Dream Pop\0(8)"s),
          id3v2_text("TRCK", "3/12"),
          id3v2_text("TPOS", "1/2"),
          id3v2_text("TCMP", "1"),
          id3v2_text("TDRC", "2004-05-06"),
          id3v2_text("TCOM", "Ann\0Bob"s),
          id3v2_text("TSOP", "Gamma, The"),
          id3v2_text("TSO2", "Various, The"),
          id3v2_text("TSOA", "Lives, The"),
          id3v2_text("TSOT", "Title, The"),
          id3v2_text("TSRC", "USRC17607839"),
          id3v2_text("TBPM", "127.6"),
          id3v2_text("TCOP", "2004 Label"),
          id3v2_text("TXXX", "MusicBrainz Album Id\0B1A9C0E9-D987-4042-AE91-78D6A3267D69"s),
          id3v2_text("TXXX", "replaygain_track_gain\0-7.03 dB"s),
          id3v2_text("TXXX",
                     "REPLAYGAIN_TRACK_PEAK\0"
                     "0.98"s),
          id3v2_frame("UFID",
                      "http://musicbrainz.org\0"
                      "f59c5520-5f46-4d2c-b2c4-822eabf53419"s),
          id3v2_frame("COMM",
                      "\x03"
                      "eng\0two\r\nlines"s),
          id3v2_frame("USLT",
                      "\x03"
                      "eng\0la\nla"s)}));
  EXPECT_EQ(tags.title, "Title");
  EXPECT_EQ(tags.artist, "Alfa, Beta & Co, Gamma");
  EXPECT_EQ(tags.artists, (List{"Alfa", "Beta & Co", "Gamma"}));
  EXPECT_EQ(tags.album_artist, "Various");
  EXPECT_EQ(tags.album_artists, (List{"Various"}));
  EXPECT_EQ(tags.genre, "Rock");
  EXPECT_EQ(tags.genres, (List{"Rock", "Dream Pop", "Jazz"}));
  EXPECT_EQ(tags.track, 3U);
  EXPECT_EQ(tags.track_total, 12U);
  EXPECT_EQ(tags.disc, 1U);
  EXPECT_EQ(tags.disc_total, 2U);
  EXPECT_TRUE(tags.compilation);
  EXPECT_EQ(tags.year, 2004U);
  EXPECT_EQ(tags.composer, "Ann, Bob");
  EXPECT_EQ(tags.sort_names, (SortNames{"Title, The", "Gamma, The", "Lives, The", "Various, The"}));
  EXPECT_EQ(tags.isrc, "USRC17607839");
  EXPECT_EQ(tags.bpm, 128U);
  EXPECT_EQ(tags.copyright, "2004 Label");
  EXPECT_EQ(tags.music_brainz.release_id, "b1a9c0e9-d987-4042-ae91-78d6a3267d69");
  EXPECT_EQ(tags.music_brainz.recording_id, "f59c5520-5f46-4d2c-b2c4-822eabf53419");
  EXPECT_EQ(tags.comment, "two\nlines");
  EXPECT_EQ(tags.lyrics, "la\nla");
  ASSERT_TRUE(facts_.replay_gain.has_value());
  EXPECT_EQ(facts_.replay_gain->track_gain_db, -7.03);
  EXPECT_EQ(facts_.replay_gain->track_peak, 0.98);
  EXPECT_EQ(facts_.replay_gain->album_gain_db, std::nullopt);
}

TEST_F(Tags, OfOlderId3AreReadToo) {
  const AudioTags two = tagged(id3v2_tag(
      2, {id3v2_2_text("TT2", "Title"), id3v2_2_text("TP1", "Alfa"), id3v2_2_text("TCO", "(17)"),
          id3v2_2_text("TRK", "3/12"), id3v2_2_text("TYE", "1999")}));
  EXPECT_EQ(two.title, "Title");
  EXPECT_EQ(two.artist, "Alfa");
  EXPECT_EQ(two.genre, "Rock");
  EXPECT_EQ(two.track_total, 12U);
  EXPECT_EQ(two.year, 1999U);
  const AudioTags three =
      tagged(id3v2_tag(3, {id3v2_text("TYER", "1999"), id3v2_text("TCON", "(8)(17)Fusion"),
                           id3v2_text("XSOP", "Alfa, The"), id3v2_text("TPE1", "The Alfa")}));
  EXPECT_EQ(three.year, 1999U);
  EXPECT_EQ(three.genres, (List{"Jazz", "Rock", "Fusion"}));
  EXPECT_EQ(three.sort_names.artist, "Alfa, The");
}

TEST_F(Tags, AListOfArtistsLeavesTheCreditAsItIs) {
  const AudioTags tags = tagged(id3v2_tag(
      4, {id3v2_text("TPE1", "Alfa feat. Beta"), id3v2_text("TXXX", "ARTISTS\0Alfa\0Beta"s)}));
  EXPECT_EQ(tags.artist, "Alfa feat. Beta");
  EXPECT_EQ(tags.artists, (List{"Alfa", "Beta"}));
}

TEST_F(Tags, OneTagFillsWhatAnotherLacks) {
  const std::string sound = fixture("allowed/bare.mp3");
  const AudioTags ape = render_bytes(sound + ape_tag({{"Title", "Ape title"},
                                                      {"Artist", "Alfa\0Beta"s},
                                                      {"Track", "3/12"},
                                                      {"Year", "2004"}}));
  EXPECT_EQ(ape.title, "Ape title");
  EXPECT_EQ(ape.artists, (List{"Alfa", "Beta"}));
  EXPECT_EQ(ape.track_total, 12U);
  EXPECT_EQ(ape.year, 2004U);
  const AudioTags both = render_bytes(
      id3v2_tag(4, {id3v2_text("TIT2", "A title that is longer than thirty letters")}) + sound +
      id3v1_tag("A title that is longer than th", "Artist of ID3v1", "1971", 17));
  EXPECT_EQ(both.title, "A title that is longer than thirty letters");
  EXPECT_EQ(both.artist, "Artist of ID3v1");
  EXPECT_EQ(both.year, 1971U);
  EXPECT_EQ(both.genre, "Rock");
}

TEST_F(Tags, InAnotherCharsetThanTheyClaim) {
  const AudioTags russian = tagged(
      id3v2_tag(3, {id3v2_latin("TIT2", "\xcf\xf0\xe8\xe2\xe5\xf2"), id3v2_latin("TPE1", "Kino")}));
  EXPECT_EQ(russian.title, "Привет");
  EXPECT_EQ(russian.artist, "Kino");
  const std::string sound = fixture("allowed/bare.mp3");
  EXPECT_EQ(
      render_bytes(sound + id3v1_tag("\x82\xb3\x82\xad\x82\xe7", "\x89\xcc", "1999", 255)).title,
      "さくら");
  // Text that is marked as Unicode is believed.
  EXPECT_EQ(tagged(id3v2_tag(4, {id3v2_text("TIT2", "Ïðèâåò")})).title, "Ïðèâåò");
}

TEST_F(Tags, OfWavAreInChunks) {
  const std::string plain = fixture("allowed/tone.wav");
  const std::string with_id3 =
      with_chunk(plain, "id3 ", id3v2_tag(4, {id3v2_text("TIT2", "Wave 歌")}));
  EXPECT_EQ(render_bytes(with_id3, "audio/wav").title, "Wave 歌");
  const std::string info = "INFO" + riff_chunk("INAM", "Caf\xe9\0"s) +
                           riff_chunk("IART", "Ann\0"s) + riff_chunk("ICRD", "2004-05-06\0"s) +
                           riff_chunk("IPRT", "7\0"s);
  const AudioTags tags = render_bytes(with_chunk(plain, "LIST", info), "audio/wav");
  EXPECT_EQ(tags.title, "Café");
  EXPECT_EQ(tags.artist, "Ann");
  EXPECT_EQ(tags.year, 2004U);
  EXPECT_EQ(tags.track, 7U);
}

TEST_F(Tags, OfAChainAreThoseOfTheFirstLink) {
  const auto link = [&](const char* title) {
    return file_content(testbed_.make("link.ogg", AudioTestbed::noise(44'100, "mono", 0.5) +
                                                      "-c:a libvorbis -metadata title=" + title));
  };
  EXPECT_EQ(render_bytes(link("First") + link("Second"), "audio/ogg").title, "First");
}

TEST_F(Tags, TheGainOfOpusIsRaisedToReplayGain) {
  testbed_.make("gain.opus", AudioTestbed::noise(48'000, "mono", 0.5) +
                                 "-c:a libopus -metadata R128_TRACK_GAIN=-512");
  render(testbed_.path("gain.opus"), "audio/ogg");
  ASSERT_TRUE(facts_.replay_gain.has_value());
  EXPECT_EQ(facts_.replay_gain->track_gain_db, 3);
}

TEST_F(Tags, BrokenOnesCostNothingElse) {
  std::string tag = id3v2_tag(4, {id3v2_text("TIT2", "Title")});
  tag.replace(tag.find("TIT2") + 4, 4, "\x7f\x7f\x7f\x7f");
  EXPECT_EQ(tagged(tag).title, "");
  EXPECT_GT(facts_.duration_seconds, 0.4);
}

Result<void> keep_cover(std::string_view encoded, const RenderTask& /*task*/,
                        OutputFiles& /*outputs*/, MediaRecord& record) {
  record.placeholder = std::to_string(encoded.size());
  record.renditions.push_back({.name = "small", .content_type = std::string(encoded.substr(1, 3))});
  return {};
}

Result<void> refuse_cover(std::string_view /*encoded*/, const RenderTask& /*task*/,
                          OutputFiles& /*outputs*/, MediaRecord& record) {
  record.placeholder = "half done";
  return fail(ErrorCode::invalid_argument, "no picture");
}

Result<void> fail_at_cover(std::string_view /*encoded*/, const RenderTask& /*task*/,
                           OutputFiles& /*outputs*/, MediaRecord& /*record*/) {
  return fail(ErrorCode::out_of_space, "full");
}

TEST_F(Tags, ACoverIsHandedOn) {
  testbed_.make("cover.png", "-f lavfi -i testsrc=size=64x48:rate=1 -frames:v 1");
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
                  " -map 0 -map 1 -c:v copy -disposition:v attached_pic" +
                  words.substr(name.size()));
    const MediaRecord record = render(file, content_type, keep_cover);
    ASSERT_EQ(record.renditions.size(), 1U);
    EXPECT_EQ(record.renditions[0].content_type, "PNG");
    EXPECT_EQ(record.placeholder,
              std::to_string(std::filesystem::file_size(testbed_.path("cover.png"))));
    EXPECT_EQ(render(file, content_type, refuse_cover).placeholder, "");

    RenderTask task = test_task(content_type);
    const RenderedAudio failed = render_file(file, task, fail_at_cover);
    ASSERT_FALSE(failed.record.has_value());
    EXPECT_EQ(failed.record.error().code, ErrorCode::out_of_space);
    task.limits.max_cover_bytes = 10;
    const RenderedAudio without = render_file(file, task, fail_at_cover);
    EXPECT_TRUE(without.record.has_value());
  }
}

TEST_F(Tags, TheBytesOfACoverDecideAndTheFrontIsFirst) {
  testbed_.make("cover.png", "-f lavfi -i testsrc=size=64x48:rate=1 -frames:v 1");
  testbed_.make("cover.jpg", "-f lavfi -i testsrc=size=64x48:rate=1 -frames:v 1");
  const std::string png = file_content(testbed_.path("cover.png"));
  const std::string jpeg = file_content(testbed_.path("cover.jpg"));
  const auto cover = [&](const std::vector<std::string>& frames) {
    const std::string file =
        testbed_.write("file", id3v2_tag(4, frames) + fixture("allowed/bare.mp3"));
    return render(file, "audio/mpeg", keep_cover).placeholder;
  };
  for (const char* const type : {"image/", "", "image/pjpeg", "application/octet-stream", "JPG"}) {
    EXPECT_EQ(cover({id3v2_picture(type, 3, jpeg)}), std::to_string(jpeg.size())) << type;
  }
  EXPECT_EQ(cover({id3v2_picture("image/png", 4, png), id3v2_picture("image/jpeg", 3, jpeg)}),
            std::to_string(jpeg.size()));
  EXPECT_EQ(cover({id3v2_picture("image/png", 3, "not a picture"), id3v2_picture("x", 8, png)}),
            std::to_string(png.size()));
  EXPECT_EQ(cover({id3v2_picture("-->", 3, png)}), "");
  const std::string ape = ape_tag({{"Cover Art (Front)", "cover.png\0"s + png}}, true);
  const std::string file = testbed_.write("file", fixture("allowed/bare.mp3") + ape);
  EXPECT_EQ(render(file, "audio/mpeg", keep_cover).placeholder, std::to_string(png.size()));
}

TEST_F(Tags, TheFirstPictureOfATrackIsACover) {
  testbed_.make("cover.jpg", "-f lavfi -i testsrc=size=64x48:rate=1 -frames:v 1");
  const std::string file = testbed_.make(
      "slides.m4b", AudioTestbed::noise(44'100, "stereo", 2) + "-i " + testbed_.path("cover.jpg") +
                        " -map 0 -map 1 -c:a aac -c:v copy -f mp4");
  const MediaRecord record = render(file, "audio/mp4", keep_cover);
  EXPECT_EQ(record.placeholder,
            std::to_string(std::filesystem::file_size(testbed_.path("cover.jpg"))));
  EXPECT_NEAR(record.audio->duration_seconds, 2, 0.1);
}

}  // namespace
}  // namespace audmg::media

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/audio/audio_tags.hpp"
#include "testbeds/audio_testbed.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <string>
#include <utility>

namespace audmg::media {
namespace {

using namespace std::string_literals;

constexpr const char* kTags =
    " -metadata title='Zoë – Ünïcödé 日本' -metadata artist='Ann & \"Bob\"' -metadata album=Lives "
    "-metadata track=3/12 -metadata date=2004-05-06 -metadata genre=Jazz ";

class Tags : public testing::Test {
 protected:
  MediaRecord render(const std::string& file, std::string_view content_type,
                     CoverRenderer render_cover = nullptr) {
    RenderTask task = test_task(content_type);
    task.plan = {};
    task.plan.waveform = {.binary = false, .json = false};
    RenderedAudio rendered = render_file(file, task, render_cover);
    EXPECT_TRUE(rendered.record.has_value()) << file << rendered.record.error().message;
    return rendered.record.value_or(MediaRecord{.audio = AudioFacts{}});
  }

  AudioTestbed testbed_;
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

TEST_F(Tags, AreCleanAndShort) {
  EXPECT_EQ(clean_tag_text("  a\r\n\tb\x7f ", 512), "a   b");
  EXPECT_EQ(clean_tag_text("日本", 5), "日");
  EXPECT_EQ(clean_tag_text("   日本", 3), "日");
  EXPECT_EQ(clean_tag_text("\xff\xfe\x80", 512), "ÿþ€");
  EXPECT_EQ(clean_tag_text(std::string(100'000, 'x'), 512), std::string(512, 'x'));
  EXPECT_EQ(clean_tag_text("", 512), "");
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

}  // namespace
}  // namespace audmg::media

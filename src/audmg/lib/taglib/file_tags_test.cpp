// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/taglib/file_tags.hpp"

#include "audmg/core/descriptor.hpp"
#include "audmg/lib/taglib/genre.hpp"
#include "doubles/media_fixtures.hpp"
#include "doubles/sample_tags.hpp"

#include <gtest/gtest.h>

#include <sys/mman.h>
#include <unistd.h>

#include <optional>
#include <string>
#include <utility>

namespace audmg::taglib {
namespace {

using media::fixture;
using namespace std::string_literals;

TextDecoder decode_as_stars(std::string_view /*sample*/) {
  return [](std::string_view text) { return std::string(text.size(), '*'); };
}

Result<FileTags> read(const std::string& content, Container container, Input input = {}) {
  const Descriptor file(::memfd_create("file", MFD_CLOEXEC));
  EXPECT_EQ(::pwrite(file.get(), content.data(), content.size(), 0),
            static_cast<ssize_t>(content.size()));
  input.file = file.get();
  input.size = content.size();
  return read_file_tags(input, container, decode_as_stars);
}

std::string title(const std::string& content, Container container) {
  const auto tags = read(content, container);
  if (!tags) return "error: " + tags.error().message;
  const auto found = tags->values.find("TITLE");
  return found == tags->values.end() ? "" : found->second.front();
}

TEST(ReadFileTags, OpensEveryContainer) {
  for (const auto& [file, container] : {std::pair("allowed/tagged.mp3", Container::mpeg),
                                        std::pair("allowed/tone.flac", Container::flac),
                                        std::pair("allowed/vorbis.ogg", Container::ogg_vorbis),
                                        std::pair("allowed/tone.opus", Container::ogg_opus),
                                        std::pair("allowed/flac.oga", Container::ogg_flac),
                                        std::pair("allowed/aac.m4a", Container::mp4)}) {
    EXPECT_EQ(title(fixture(file), container), "Tone") << file;
    EXPECT_EQ(title(fixture("refused/document.pdf"), container), "") << file;
    EXPECT_EQ(title("", container), "") << file;
  }
}

TEST(ReadFileTags, EightBitTextGoesThroughTheDecoder) {
  using namespace media;
  EXPECT_EQ(title(id3v2_tag(3, {id3v2_latin("TIT2", "Caf\xe9")}), Container::mpeg), "****");
  EXPECT_EQ(title(id3v2_tag(3, {id3v2_latin("TIT2", "Cafe")}), Container::mpeg), "Cafe");
  EXPECT_EQ(title(id3v2_tag(4, {id3v2_text("TIT2", "Café")}), Container::mpeg), "Café");
  EXPECT_EQ(title(std::string(200, 'x') + id3v1_tag("Caf\xe9", "", "1999", 0), Container::mpeg),
            "****");
}

TEST(ReadFileTags, CommentsOfFlacMayBeLongerThanTheirBlockSays) {
  std::string content = fixture("allowed/tone.flac");
  constexpr std::size_t kLengthOfComments = 45;  // its last byte, behind signature and STREAMINFO
  content[kLengthOfComments] = static_cast<char>(content[kLengthOfComments] - 8);
  EXPECT_EQ(title(content, Container::flac), "Tone");
  content[kLengthOfComments] = 8;
  EXPECT_EQ(title(content, Container::flac), "Tone");
}

TEST(ReadFileTags, FilesThatEndEarlyHaveWhatIsThere) {
  const std::string content = fixture("allowed/tone.flac");
  for (std::size_t length = 0; length < 300; ++length) {
    const auto tags = read(content.substr(0, length), Container::flac);
    EXPECT_TRUE(tags.has_value()) << length;
  }
}

std::string box(std::string_view type, const std::string& body) {
  return media::sample_number(body.size() + 8, 4) + std::string(type) + body;
}

TEST(ReadFileTags, BoxesNestedWithoutEndAreRefused) {
  constexpr int kLevels = 200'000;
  constexpr std::size_t kHeaderBytes = 8;
  std::string boxes;
  for (std::size_t level = kLevels; level > 0; --level) {
    boxes += media::sample_number(level * kHeaderBytes, 4) + "moov";
  }
  const auto tags = read(box("ftyp", "M4A \0\0\0\0"s) + boxes, Container::mp4);
  ASSERT_FALSE(tags.has_value());
  EXPECT_EQ(tags.error().message, "the tags are nested too deeply");
}

/// Chapters inside of chapters, as many as there are levels, as ID3v2.4 frames.
std::string nested_chapters(std::string_view name, std::size_t levels) {
  const std::string head = name == "CHAP" ? "c\0"s + std::string(16, '\0') : "c\0\0\0"s;
  constexpr std::size_t kHeaderBytes = 10;
  std::string frames;
  for (std::size_t level = levels; level > 0; --level) {
    const std::size_t size = level * (kHeaderBytes + head.size()) - kHeaderBytes;
    frames.append(name).append(media::sample_number(size, 4, 7)).append(2, '\0').append(head);
  }
  return frames;
}

TEST(ReadFileTags, ChaptersNestedWithoutEndHideNoTitle) {
  constexpr std::size_t kLevels = 50'000;
  const std::string sound = fixture("allowed/tone.wav");
  for (const char* const name : {"CHAP", "CTOC"}) {
    const std::string tag =
        media::id3v2_tag(4, {media::id3v2_text("TIT2", "Deep"), nested_chapters(name, kLevels)});
    EXPECT_EQ(title(tag, Container::mpeg), "Deep") << name;
    EXPECT_EQ(title(tag + fixture("allowed/tone.flac"), Container::flac), "Tone") << name;
    EXPECT_EQ(title(media::with_chunk(sound, "id3 ", tag), Container::wav), "Deep") << name;
  }
}

TEST(ReadFileTags, RelativeVolumeIsReplayGain) {
  using namespace media;
  // What it is for, the master channel, -6.5 dB in 512ths, and a peak of 16 bits.
  const auto volume = [](const std::string& name) {
    return id3v2_frame("RVA2", name + "\0\x01\xf3\x00\x10\x60\x00"s);
  };
  const auto tags =
      read(id3v2_tag(4, {volume("track"), volume("album"), volume("other")}), Container::mpeg);
  ASSERT_TRUE(tags.has_value());
  const auto value = [&](const char* name) {
    const auto found = tags->values.find(name);
    return found == tags->values.end() ? "" : found->second.front();
  };
  EXPECT_EQ(value("REPLAYGAIN_TRACK_GAIN"), "-6.50 dB");
  EXPECT_EQ(value("REPLAYGAIN_TRACK_PEAK"), "0.750000");
  EXPECT_EQ(value("REPLAYGAIN_ALBUM_GAIN"), "-6.50 dB");
  const auto both =
      read(id3v2_tag(4, {id3v2_text("TXXX", "replaygain_track_gain\0-1.00 dB"s), volume("track")}),
           Container::mpeg);
  EXPECT_EQ(both->values.at("REPLAYGAIN_TRACK_GAIN").front(), "-1.00 dB");
}

TEST(ReadFileTags, ChunksOfRiffMayLackTheirPadding) {
  const std::string tag = media::id3v2_tag(4, {media::id3v2_text("TIT2", "Wave")});
  const std::string odd = "junk" + media::little_endian(3) + "abc";
  const std::string file = fixture("allowed/tone.wav") + odd;
  EXPECT_EQ(title(media::with_chunk(file + '\0', "id3 ", tag), Container::wav), "Wave");
  const std::string chunk = media::riff_chunk("id3 ", tag);
  EXPECT_EQ(title(file + chunk, Container::wav), "Wave");
  EXPECT_EQ(title((file + chunk).substr(0, file.size() + chunk.size() - 4), Container::wav), "");
}

TEST(ReadFileTags, TheDeadlineEndsIt) {
  const auto tags = read(fixture("allowed/tone.flac"), Container::flac,
                         {.deadline = std::chrono::steady_clock::now()});
  ASSERT_FALSE(tags.has_value());
  EXPECT_EQ(tags.error().code, ErrorCode::deadline_exceeded);
}

TEST(GenreName, IsThatOfId3v1) {
  EXPECT_EQ(genre_name(17), "Rock");
  EXPECT_EQ(genre_name(255), "");
}

}  // namespace
}  // namespace audmg::taglib

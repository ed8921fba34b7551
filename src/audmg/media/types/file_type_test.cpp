// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/file_type.hpp"

#include "audmg/media/types/byte_window.hpp"
#include "doubles/media_fixtures.hpp"

#include <gtest/gtest.h>

#include <set>

namespace audmg::media {
namespace {

struct Allowed {
  std::string file;
  std::string verdict;
  /// Whether the structure tells of every missing byte.
  bool knows_its_end = false;
  /// The verdict on the first bytes, where only the walk can tell.
  std::string head{};
};

const std::vector<Allowed>& allowed() {
  static const std::vector<Allowed> kAllowed{
      {"allowed/picture.jpg", "JPEG image/jpeg"},
      {"allowed/picture.png", "PNG image/png"},
      {"allowed/picture.gif", "GIF image/gif"},
      {"allowed/lossy.webp", "WebP image/webp"},
      {"allowed/lossless.webp", "WebP image/webp"},
      {"allowed/animated.webp", "WebP image/webp"},
      {"allowed/picture.tiff", "TIFF image/tiff", true},
      {"allowed/big-endian.tiff", "TIFF image/tiff", true},
      {"allowed/bigtiff.tiff", "TIFF image/tiff", true},
      {"allowed/picture.heic", "HEIC image/heic"},
      {"allowed/picture.avif", "AVIF image/avif"},
      {"allowed/rotated.heic", "HEIC image/heic"},
      {"allowed/rotated.avif", "AVIF image/avif"},
      {"allowed/picture.jxl", "JPEG XL image/jxl"},
      {"allowed/picture.jp2", "JPEG 2000 image/jp2"},
      {"allowed/picture.j2k", "JPEG 2000 image/x-jp2-codestream"},
      {"allowed/picture.bmp", "BMP image/bmp", true},
      {"allowed/photo.dng", "DNG image/x-adobe-dng", true, "TIFF image/tiff"},
      {"allowed/photo.cr2", "Canon CR2 image/x-canon-cr2", true},
      {"allowed/photo.cr3", "Canon CR3 image/x-canon-cr3", true},
      {"allowed/photo.nef", "Nikon NEF image/x-nikon-nef", true, "TIFF image/tiff"},
      {"allowed/photo.arw", "Sony ARW image/x-sony-arw", true, "TIFF image/tiff"},
      {"allowed/photo.raf", "Fujifilm RAF image/x-fuji-raf", true},
      {"allowed/photo.orf", "Olympus ORF image/x-olympus-orf", true},
      {"allowed/photo.rw2", "Panasonic RW2 image/x-panasonic-rw2", true},
      {"allowed/photo.pef", "Pentax PEF image/x-pentax-pef", true, "TIFF image/tiff"},
      {"allowed/photo.srw", "Samsung SRW image/x-samsung-srw", true, "TIFF image/tiff"},
      {"allowed/tagged.mp3", "MP3 audio/mpeg"},
      {"allowed/bare.mp3", "MP3 audio/mpeg"},
      {"allowed/late.mp3", "MP3 audio/mpeg"},
      {"allowed/tone.flac", "FLAC audio/flac"},
      {"allowed/vorbis.ogg", "Ogg Vorbis audio/ogg"},
      {"allowed/tone.opus", "Ogg Opus audio/ogg"},
      {"allowed/flac.oga", "Ogg FLAC audio/ogg"},
      {"allowed/tone.wav", "WAV audio/wav"},
      {"allowed/tone.aiff", "AIFF audio/aiff"},
      {"allowed/tone.aac", "AAC audio/aac"},
      {"allowed/adif.aac", "AAC audio/aac"},
      {"allowed/aac.m4a", "M4A audio/mp4", true},
      {"allowed/alac.m4a", "M4A audio/mp4", true},
      {"allowed/slides.m4b", "M4A audio/mp4", true},
  };
  return kAllowed;
}

TEST(FileType, EveryAllowedFormatIsKnown) {
  for (const Allowed& it : allowed()) {
    const std::string content = fixture(it.file);
    ASSERT_FALSE(content.empty()) << it.file;
    EXPECT_EQ(inspected(content), it.verdict) << it.file;
    const Verdict head = identify_head(bytes_of(content));
    ASSERT_TRUE(head.type.has_value()) << it.file;
    EXPECT_EQ(std::string(head.type->name) + " " + std::string(head.type->content_type),
              it.head.empty() ? it.verdict : it.head);
  }
}

TEST(FileType, EveryKindOfRefusalSaysWhatItLooksLike) {
  for (const auto& [file, looks_like] : {std::pair{"refused/drawing.svg", "an SVG drawing"},
                                         {"refused/page.html", "an HTML page"},
                                         {"refused/page-before-picture.jpg", "an HTML page"},
                                         {"refused/document.pdf", "a PDF document"},
                                         {"refused/note.txt", "text"},
                                         {"refused/archive.zip", "a ZIP archive"},
                                         {"refused/playlist.mp3", "a playlist"},
                                         {"refused/tone.wma", "a Windows Media file (WMA or WMV)"},
                                         {"refused/video.mp4", "an MP4 video"},
                                         {"refused/video.ogv", "an Ogg video"},
                                         {"refused/video.webm", "a Matroska or WebM file"}}) {
    const std::string content = fixture(file);
    ASSERT_FALSE(content.empty()) << file;
    EXPECT_EQ(inspected(content), std::string("refused: ") + looks_like) << file;
  }
  EXPECT_EQ(inspected(""), "refused: an empty file");
}

TEST(FileType, ShortBytesAreNamedToo) {
  using namespace std::string_view_literals;
  for (const auto& [bytes, looks_like] : {std::pair{"\x7F"
                                                    "ELF\x02\x01"sv,
                                                    "an executable program"},
                                          {"MZ\x90\0"sv, "an executable program"},
                                          {"  \r\n<HTML>"sv, "an HTML page"},
                                          {"\xEF\xBB\xBF<svg>"sv, "an SVG drawing"},
                                          {"<!-- hi --><html>"sv, "an HTML page"},
                                          {"<?xml version='1.0'?><feed>"sv, "an XML document"},
                                          {"<?php system('id');"sv, "a PHP script"},
                                          {"#!/bin/sh"sv, "a script"},
                                          {"ffconcat version 1.0\nfile x"sv, "a playlist"},
                                          {"gr\xC3\xBC\xC3\x9F"
                                           "e aus Berlin"sv,
                                           "text"},
                                          {"\xFF\xFEh\0i\0"sv, "text"},
                                          {"MAC \x96\x0F"sv, "a Monkey's Audio (APE) file"},
                                          {"\0\0\0\x14"
                                           "ftypqt  \0\0\0\0qt  "sv,
                                           "a QuickTime movie"},
                                          {"\0MRM\0\0\0\0"sv, "a Minolta raw photo"},
                                          {"8BPS\0\x01"sv, "a Photoshop (PSD) image"},
                                          {"RIFF\0\0\0\0AVI LIST"sv, "an AVI video"},
                                          {"P6\n2 2\n"sv, "a PNM image"},
                                          {"ADIF log of DL1ABC <EOH>"sv, "text"},
                                          {"\x01\x02\x03\x04"sv, "an unknown kind of data"},
                                          {"\xFF\xD8"sv, "an unknown kind of data"}}) {
    EXPECT_EQ(identify_head(bytes_of(bytes)).looks_like, looks_like);
    EXPECT_EQ(inspected(bytes), std::string("refused: ") + looks_like);
  }
}

// Cut anywhere, a file is judged without fault, and never taken where its beginning is refused.
TEST(FileType, TruncationAnywhereIsJudged) {
  for (const Allowed& it : allowed()) {
    const std::string content = fixture(it.file);
    std::set<std::string> verdicts;
    for (std::size_t length = 0; length < content.size(); ++length) {
      const std::string_view cut(content.data(), length);
      const std::string verdict = inspected(cut);
      const bool is_accepted = verdict == it.verdict;
      if (is_accepted) {
        EXPECT_TRUE(identify_head(bytes_of(cut)).type.has_value()) << it.file << " " << length;
        EXPECT_FALSE(it.knows_its_end) << it.file << " cut to " << length;
      } else {
        EXPECT_TRUE(verdict.starts_with("refused: ")) << it.file << " " << length << verdict;
      }
      verdicts.insert(verdict);
    }
    const std::string& seen = it.head.empty() ? it.verdict : it.head;
    const std::string name = seen.substr(0, seen.rfind(' '));
    EXPECT_TRUE(verdicts.contains("refused: a truncated " + name + " image") ||
                verdicts.contains("refused: a truncated " + name + " file"))
        << it.file;
  }
}

// One byte changed anywhere: whatever the verdict, it comes, and within the budget.
TEST(FileType, DamageAnywhereIsJudgedWithinTheBudget) {
  for (const Allowed& it : allowed()) {
    std::string content = fixture(it.file);
    for (std::size_t place = 0; place < content.size(); ++place) {
      const char was = content[place];
      for (const char change : {'\0', '\x7F', '\xFF'}) {
        content[place] = change;
        MemoryObjectReader object(bytes_of(content));
        ASSERT_TRUE(inspect(object).has_value());
        ASSERT_LE(object.reads(), kMaxInspectionReads);
      }
      content[place] = was;
    }
  }
}

class FailingObjectReader final : public storage::ObjectReader {
 public:
  explicit FailingObjectReader(std::string content, int good_reads)
      : content_(std::move(content)), inner_(bytes_of(content_)), good_reads_(good_reads) {}
  const storage::ObjectInfo& info() const noexcept override { return inner_.info(); }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> into) override {
    if (good_reads_-- <= 0) return fail(ErrorCode::unavailable, "the disk is away");
    return inner_.read_at(offset, into);
  }
  int descriptor() const noexcept override { return -1; }

 private:
  std::string content_;
  MemoryObjectReader inner_;
  int good_reads_;
};

TEST(FileType, AnErrorOfTheReaderIsReturned) {
  const std::string long_tag = std::string("ID3\x03\0\0\0\0\x7F\x7F", 10) +
                               std::string(16'383, '\0') + fixture("allowed/bare.mp3");
  ASSERT_EQ(inspected(long_tag), "MP3 audio/mpeg");
  for (const int good_reads : {0, 1}) {
    FailingObjectReader object(long_tag, good_reads);
    const auto verdict = inspect(object);
    ASSERT_FALSE(verdict.has_value()) << good_reads;
    EXPECT_EQ(verdict.error().code, ErrorCode::unavailable);
  }
}

}  // namespace
}  // namespace audmg::media

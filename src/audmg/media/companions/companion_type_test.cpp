// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/companions/companion_type.hpp"

#include "audmg/media/types/byte_window.hpp"
#include "audmg/media/types/file_type.hpp"
#include "doubles/memory_object_reader.hpp"
#include "doubles/sample_companions.hpp"

#include <gtest/gtest.h>

#include <span>
#include <string>
#include <string_view>

namespace audmg::media {
namespace {

using namespace std::string_literals;

std::span<const std::byte> bytes_in(std::string_view text) {
  return std::as_bytes(std::span(text));
}

/// The content type, or why not.
std::string verdict_on(const std::string& content) {
  MemoryObjectReader object(bytes_in(content));
  const auto verdict = inspect_companion(object);
  EXPECT_TRUE(verdict);
  EXPECT_LE(object.reads(), kMaxInspectionReads + 1);
  if (!verdict) return "error";
  if (verdict->type) {
    EXPECT_TRUE(identify_companion_head(bytes_in(content)).type);
    return std::string(verdict->type->content_type);
  }
  return verdict->problem;
}

constexpr std::string_view kNeither =
    "This is neither an MP4 or QuickTime video nor an XMP sidecar.";

TEST(CompanionVideo, IsShort) {
  EXPECT_EQ(verdict_on(sample_video()), "video/quicktime");
  EXPECT_EQ(verdict_on(sample_video({.brand = "isom"})), "video/mp4");
  EXPECT_EQ(verdict_on(sample_video({.brand = "mp42"})), "video/mp4");
  EXPECT_EQ(verdict_on(sample_video({.milliseconds = 30'000})), "video/quicktime");
  EXPECT_EQ(verdict_on(sample_video({.milliseconds = 30'001})),
            "The video is longer than 30 seconds.");
  EXPECT_EQ(verdict_on(sample_video({.milliseconds = 0})), "The file has no video track.");
  std::string long_track = sample_video();
  const std::size_t mdhd = long_track.find("mdhd");
  long_track.replace(mdhd + 4 + 16, 4, "\x7f\xff\xff\xff");
  EXPECT_EQ(verdict_on(long_track), "The video is longer than 30 seconds.");
}

TEST(CompanionVideo, HasAVideoTrack) {
  EXPECT_EQ(verdict_on(sample_video({.handler = "soun"})), "The file has no video track.");
  EXPECT_EQ(verdict_on(sample_video({.handler = "pict"})), "The file has no video track.");
  std::string no_description = sample_video();
  no_description.replace(no_description.find("stsd"), 4, "free");
  EXPECT_EQ(verdict_on(no_description), "The file has no video track.");
  for (const std::string_view part : {"mvhd", "mdhd", "hdlr", "mdia"}) {
    std::string lacking = sample_video();
    lacking.replace(lacking.find(part), 4, "free");
    EXPECT_EQ(verdict_on(lacking), "The video is damaged.") << part;
  }
}

TEST(CompanionVideo, IsWhole) {
  const std::string whole = sample_video();
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const std::string verdict = verdict_on(whole.substr(0, length));
    EXPECT_FALSE(verdict.starts_with("video/")) << length;
  }
  EXPECT_EQ(verdict_on(whole + "tail"), "The video is damaged.");
  EXPECT_EQ(verdict_on(whole + whole), "The video is damaged.") << "two movies";
  std::string no_clock = whole;
  no_clock.replace(no_clock.find("mvhd") + 4 + 12, 4, "\0\0\0\0"s);
  EXPECT_EQ(verdict_on(no_clock), "The video is damaged.");
}

TEST(CompanionVideo, MayBeFromBeforeFtyp) {
  std::string old = sample_video();
  const std::size_t size = old.find("mdat") - 4;
  EXPECT_EQ(verdict_on(old.substr(size)), "video/quicktime");
}

TEST(CompanionVideo, IsNoPictureAndNoSound) {
  for (const std::string brand : {"heic", "avif", "M4A ", "crx ", "mif1", "\0\0\0\0"}) {
    EXPECT_EQ(verdict_on(sample_video({.brand = brand})), kNeither) << brand;
  }
}

TEST(CompanionVideo, HasALimit) {
  const auto sized = [](std::uint64_t size) {
    std::string video = sample_video();
    video +=
        sample_box("free", std::string(static_cast<std::size_t>(size - video.size() - 8), '\0'));
    EXPECT_EQ(video.size(), size);
    return video;
  };
  EXPECT_EQ(verdict_on(sized(kMaxCompanionVideoBytes)), "video/quicktime");
  EXPECT_EQ(verdict_on(sized(kMaxCompanionVideoBytes + 1)),
            "A companion of this type has 50000000 bytes at most.");
  std::string parts = sample_video();
  for (int i = 0; i < 5000; ++i) parts += sample_box("free", "");
  EXPECT_EQ(verdict_on(parts), "The video is damaged.");
}

TEST(Xmp, BeginsAsTheStandardSays) {
  const std::string core = "<x:xmpmeta xmlns:x='adobe:ns:meta/'></x:xmpmeta>";
  for (const std::string& good :
       {core, "\xef\xbb\xbf" + core, "<?xml version='1.0'?>\n<!-- by hand -->\n" + core,
        "<?xpacket begin='\xef\xbb\xbf' id='W5M0MpCehiHzreSzNTczkc9d'?>" + core +
            "<?xpacket end='w'?>",
        "<rdf:RDF xmlns:rdf='x'/>"s, " \r\n\t<x:xapmeta/>"s, sample_xmp()}) {
    EXPECT_EQ(verdict_on(good), "application/rdf+xml") << good;
  }
  for (const std::string& bad :
       {"{}"s, ""s, "<html></html>"s, "<svg/>"s, "<!DOCTYPE x [<!ENTITY a 'b'>]>" + core,
        "<?xml version='1.0'"s, "<!-- " + core, "text " + core, "<X:XMPMETA/>"s}) {
    EXPECT_EQ(verdict_on(bad), kNeither) << bad;
  }
}

TEST(Xmp, IsTextWithoutDocumentType) {
  EXPECT_EQ(verdict_on("<x:xmpmeta>\xff</x:xmpmeta>"), "The sidecar is not UTF-8 text.");
  EXPECT_EQ(verdict_on("<x:xmpmeta>\0</x:xmpmeta>"s), "The sidecar is not UTF-8 text.");
  EXPECT_EQ(verdict_on("<x:xmpmeta><!DOCTYPE a></x:xmpmeta>"),
            "The sidecar has a document type, which XMP never has.");
  const std::string head = "<x:xmpmeta>";
  EXPECT_EQ(verdict_on(head + std::string(kMaxXmpSidecarBytes - head.size(), ' ')),
            "application/rdf+xml");
  EXPECT_EQ(verdict_on(head + std::string(kMaxXmpSidecarBytes - head.size() + 1, ' ')),
            "A companion of this type has 1048576 bytes at most.");
}

TEST(Companions, AreNotOnTheListOfFiles) {
  for (const std::string& content :
       {sample_video(), sample_video({.brand = "isom"}), sample_xmp()}) {
    EXPECT_FALSE(identify_head(bytes_in(content)).type && [&] {
      MemoryObjectReader object(bytes_in(content));
      return inspect(object)->type.has_value();
    }());
  }
}

}  // namespace
}  // namespace audmg::media

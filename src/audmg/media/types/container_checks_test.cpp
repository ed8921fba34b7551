// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/container_checks.hpp"

#include "doubles/media_fixtures.hpp"

#include <gtest/gtest.h>

namespace audmg::media {
namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;

// A chunk's length stands before its name: as a distance, this wraps around.
constexpr std::size_t kLengthBefore = std::size_t{0} - 4;

// The fixture with `bytes` written `distance` behind the first place of `marker`.
std::string changed(const std::string& file, std::string_view marker, std::size_t distance,
                    std::string_view bytes) {
  std::string content = fixture(file);
  const std::size_t place = content.find(marker);
  EXPECT_NE(place, std::string::npos) << file;
  if (place != std::string::npos) content.replace(place + distance, bytes.size(), bytes);
  return content;
}

std::string be32(std::uint32_t value) {
  std::string text;
  for (int shift = 24; shift >= 0; shift -= 8) text.push_back(static_cast<char>(value >> shift));
  return text;
}

std::string box(std::string_view type, std::string_view body) {
  return be32(static_cast<std::uint32_t>(8 + body.size())).append(type).append(body);
}

TEST(JpegWalk, RefusesContradictions) {
  constexpr auto kFrame = "\xFF\xC0\0\x11"sv;
  const auto with = [&](std::size_t distance, std::string_view bytes) {
    return inspected(changed("allowed/picture.jpg", kFrame, distance, bytes));
  };
  EXPECT_EQ(with(5, "\0\0"sv), "refused: a damaged JPEG image");      // height 0
  EXPECT_EQ(with(7, "\0\0"sv), "refused: a damaged JPEG image");      // width 0
  EXPECT_EQ(with(9, "\x05"), "refused: a damaged JPEG image");        // components
  EXPECT_EQ(with(0, "\xFF\xDB"), "refused: a damaged JPEG image");    // no frame before the scan
  EXPECT_EQ(with(0, "\xFF\xD9"), "refused: a damaged JPEG image");    // end of image
  EXPECT_EQ(with(2, "\0\1"sv), "refused: a damaged JPEG image");      // length below itself
  EXPECT_EQ(with(2, "\xFF\xFF"), "refused: a truncated JPEG image");  // length past the end
  EXPECT_EQ(with(0, "\xFF\xC2"), "JPEG image/jpeg");                  // progressive
}

TEST(JpegWalk, TakesFillBytesAndGivesUpOnEndlessSegments) {
  std::string content = fixture("allowed/picture.jpg");
  content.insert(2, 100, '\xFF');
  EXPECT_EQ(inspected(content), "JPEG image/jpeg");
  content.insert(2, 20'000, '\xFF');
  EXPECT_EQ(inspected(content), "refused: a damaged JPEG image");
  std::string segments = "\xFF\xD8";
  for (int i = 0; i < 3000; ++i) segments += "\xFF\xE1\0\x02"sv;
  EXPECT_EQ(inspected(segments), "refused: a damaged JPEG image");
}

TEST(JpegWalk, SkipsWhatDecodersSkipAndGivesUpOnNoise) {
  std::string content = fixture("allowed/picture.jpg");
  const std::size_t marker = content.find("\xFF\xDB");
  content.insert(marker, std::string(18, '\0') + "\xFF\0ab\xFF\xFF\0"s);
  EXPECT_EQ(inspected(content), "JPEG image/jpeg");
  content.insert(marker, 20'000, 'x');
  EXPECT_EQ(inspected(content), "refused: a damaged JPEG image");
  EXPECT_EQ(inspected("\xFF\xD8\xFF\xE0"s + std::string(100, 'x')),
            "refused: a truncated JPEG image");
}

TEST(JpegWalk, TheBudgetEndsFarJumps) {
  std::string content = "\xFF\xD8";
  const std::string segment = "\xFF\xE1\xFF\xFF" + std::string(65'533, '\0');
  for (int i = 0; i < 1500; ++i) content += segment;
  MemoryObjectReader object(bytes_of(content));
  const auto verdict = inspect(object);
  ASSERT_TRUE(verdict.has_value());
  EXPECT_EQ(verdict->looks_like, "a file with far too many parts");
  EXPECT_EQ(object.reads(), kMaxInspectionReads);
}

TEST(PngWalk, RefusesContradictions) {
  const auto with = [&](std::string_view marker, std::size_t distance, std::string_view bytes) {
    return inspected(changed("allowed/picture.png", marker, distance, bytes));
  };
  EXPECT_EQ(with("IHDR", 7, "\x41"), "refused: a damaged PNG image");  // CRC
  EXPECT_EQ(with("IHDR", 0, "iHDR"), "refused: a damaged PNG image");
  EXPECT_EQ(with("IDAT", 0, "IEND"), "refused: a damaged PNG image");         // no picture data
  EXPECT_EQ(with("IDAT", 0, "ID4T"), "refused: a damaged PNG image");         // no letters
  EXPECT_EQ(with("IDAT", 0, "iDOT"), "refused: a damaged PNG image");         // IEND comes first
  EXPECT_EQ(with("IDAT", kLengthBefore, "\0\0\xFF\xFF"sv), "PNG image/png");  // shows its beginning
  EXPECT_EQ(with("IDAT", kLengthBefore, "\x80\0\0\0"sv), "refused: a damaged PNG image");
}

TEST(GifWalk, RefusesContradictions) {
  const std::string good = fixture("allowed/picture.gif");
  const std::size_t picture = good.find("\x2C\0\0\0\0\x40\0\x30"sv);
  ASSERT_NE(picture, std::string::npos);
  for (const auto& [distance, bytes] :
       {std::pair<std::size_t, std::string_view>{0, ";"}, {0, "x"}, {5, "\0\0"sv}, {7, "\0\0"sv}}) {
    std::string content = good;
    content.replace(picture + distance, bytes.size(), bytes);
    EXPECT_EQ(inspected(content), "refused: a damaged GIF image");
  }
  std::string commented = good;
  commented.insert(picture,
                   "\x21\xFE\x03"
                   "abc\x01"
                   "d\0"sv);
  EXPECT_EQ(inspected(commented), "GIF image/gif");
}

TEST(WebpWalk, RefusesContradictions) {
  EXPECT_EQ(inspected(changed("allowed/lossy.webp", "VP8 ", 8, "\x01")),
            "refused: a damaged WebP image");  // no key frame
  EXPECT_EQ(inspected(changed("allowed/lossy.webp", "\x9D\x01\x2A", 3, "\0\0"sv)),
            "refused: a damaged WebP image");  // width 0
  EXPECT_EQ(inspected(changed("allowed/lossless.webp", "VP8L", 8, "\x2E")),
            "refused: a damaged WebP image");
  EXPECT_EQ(inspected(changed("allowed/lossy.webp", "RIFF", 4, "\xFF\xFF")),
            "refused: a truncated WebP image");
  EXPECT_EQ(inspected(changed("allowed/animated.webp", "VP8X", 12, "\xFF\xFF\xFF\xFF\xFF\xFF")),
            "refused: a damaged WebP image");  // canvas over 2^32 pixels
  EXPECT_EQ(inspected(changed("allowed/animated.webp", "ANMF", 4, "\xFF\xFF")),
            "refused: a damaged WebP image");
}

TEST(TiffWalk, RefusesContradictionsAndRawPhotos) {
  EXPECT_EQ(inspected(changed("allowed/big-endian.tiff", "MM", 4, "\0\0\0\0"sv)),
            "refused: a damaged TIFF image");
  EXPECT_EQ(inspected(changed("allowed/big-endian.tiff", "MM", 4, "\x7F\0\0\0"sv)),
            "refused: a truncated TIFF image");
  EXPECT_EQ(inspected(changed("allowed/big-endian.tiff", "\x01\0\0\x03\0\0\0\x01"sv, 8, "\0\0"sv)),
            "refused: a damaged TIFF image");  // width 0
  EXPECT_EQ(inspected(changed("allowed/big-endian.tiff", "\x01\x11"sv, 8, "\x01\0\0\0"sv)),
            "refused: a truncated TIFF image");  // strip past the end
  EXPECT_EQ(inspected(changed("allowed/big-endian.tiff", "\x01\x17"sv, 0, "\xC6\x12")),
            "refused: a DNG raw photo");
  EXPECT_EQ(inspected(changed("allowed/bigtiff.tiff", "II", 4, "\x04")),
            "refused: a damaged TIFF image");
  EXPECT_EQ(inspected(changed("allowed/picture.tiff", "II*", 8, "CR\x02\0"sv)),
            "refused: a Canon raw photo");
}

TEST(TiffWalk, LeavesALoopOfDirectories) {
  // One directory without a size, whose next one is itself.
  EXPECT_EQ(inspected("II*\0\x08\0\0\0\x01\0\x0E\x01\x03\0\x01\0\0\0\0\0\0\0\x08\0\0\0"sv),
            "refused: a damaged TIFF image");
}

TEST(HeifWalk, TheCodedPictureDecides) {
  EXPECT_EQ(inspected(changed("allowed/picture.avif", "ftyp", 4, "heic")), "AVIF image/avif");
  EXPECT_EQ(inspected(changed("allowed/picture.avif", "av01", 0, "j2k1")),
            "refused: a HEIF picture that is neither HEIC nor AVIF");
  EXPECT_EQ(inspected(changed("allowed/picture.avif", "ispe", 8, "\0\0\0\0"sv)),
            "refused: a damaged AVIF image");
  EXPECT_EQ(inspected(changed("allowed/picture.heic", "pict", 0, "vide")),
            "refused: a damaged HEIC image");
  EXPECT_EQ(inspected(changed("allowed/picture.heic", "pitm", 8, "\0\x09"sv)),
            "refused: a damaged HEIC image");
  EXPECT_EQ(inspected(changed("allowed/picture.heic", "iloc", 0, "free")),
            "refused: a damaged HEIC image");
  EXPECT_EQ(inspected(changed("allowed/picture.heic", "iloc", 8, "\xF4")),
            "refused: a damaged HEIC image");
  EXPECT_EQ(inspected(changed("allowed/picture.heic", "meta", 0, "free")),
            "refused: a HEIF file without a still picture");
}

TEST(Mp4Walk, TheTracksDecide) {
  EXPECT_EQ(inspected(changed("allowed/aac.m4a", "soun", 0, "vide")), "refused: an MP4 video");
  EXPECT_EQ(inspected(changed("allowed/aac.m4a", "soun", 0, "text")),
            "refused: an MP4 file without sound");
  EXPECT_EQ(inspected(changed("allowed/alac.m4a", "stsd\0\0\0\0\0\0\0\x01"sv, 16, "drms")),
            "refused: a copy-protected M4A file");
  EXPECT_EQ(inspected(changed("allowed/alac.m4a", "stsd\0\0\0\0\0\0\0\x01"sv, 16, "samr")),
            "refused: an AMR voice recording");
  EXPECT_EQ(inspected(changed("allowed/alac.m4a", "stsd\0\0\0\0\0\0\0\x01"sv, 16, "????")),
            "refused: an MP4 file with an unusual sound codec");
  EXPECT_EQ(inspected(changed("allowed/aac.m4a", "stsd", 0, "free")),
            "refused: a damaged M4A file");
  EXPECT_EQ(inspected(changed("allowed/aac.m4a", "mdat", 0, "free")),
            "refused: a truncated M4A file");
  EXPECT_EQ(inspected(changed("allowed/aac.m4a", "ftyp", 4, "mp42")), "M4A audio/mp4");
}

TEST(Mp4Walk, ManyTracksAndDeepBoxesEnd) {
  std::string tracks;
  for (int i = 0; i < 65; ++i) tracks += box("trak", "");
  const std::string head = box("ftyp", "M4A \0\0\0\0M4A "sv);
  EXPECT_EQ(inspected(head + box("moov", tracks) + box("mdat", "x")), "refused: an MP4 video");
  EXPECT_EQ(inspected(head + std::string("\0\0\0\x01moov\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"sv)),
            "refused: a damaged M4A file");
  EXPECT_EQ(inspected(head + std::string("\0\0\0\x07moov"sv) + std::string(16, '\0')),
            "refused: a damaged M4A file");
}

TEST(TaggedAudioWalk, SkipsTagsWithoutReadingThem) {
  // 20 MB of tag, as covers make it; the size is in digits of seven bits.
  constexpr std::size_t kTagBytes = (9U << 21) + (0x44U << 14) + (0x5AU << 7);
  const std::string content =
      "ID3\x03\0\0\x09\x44\x5A\0"s + std::string(kTagBytes, '\0') + fixture("allowed/bare.mp3");
  MemoryObjectReader object(bytes_of(content));
  const auto verdict = inspect(object);
  ASSERT_TRUE(verdict.has_value() && verdict->type.has_value());
  EXPECT_EQ(verdict->type->name, "MP3");
  EXPECT_LT(object.reads(), 8);
}

TEST(TaggedAudioWalk, LooksBehindTags) {
  const std::string tag = "ID3\x04\0\x10\0\0\0\x05"s + std::string(15, '\0');  // with a footer
  EXPECT_EQ(inspected(tag + fixture("allowed/tone.flac")), "FLAC audio/flac");
  EXPECT_EQ(inspected(tag + fixture("allowed/tone.aac")), "AAC audio/aac");
  EXPECT_EQ(inspected(tag + tag + fixture("allowed/bare.mp3")), "MP3 audio/mpeg");
  EXPECT_EQ(inspected(tag + std::string(500, '\0') + fixture("allowed/bare.mp3")),
            "MP3 audio/mpeg");
  EXPECT_EQ(inspected(tag), "refused: an ID3 tag without sound");
  EXPECT_EQ(inspected(tag + "<html>"), "refused: an ID3 tag without MP3 sound");
  EXPECT_EQ(inspected("ID3\x04\0\0\0\0\x01\0abc"sv), "refused: a truncated MP3 file");
  EXPECT_EQ(inspected("ID3\x04\0\0\0\0\0\xFF"
                      "abcdefgh"sv),
            "refused: a damaged MP3 file");
}

TEST(TaggedAudioWalk, FramesMustFollowEachOther) {
  const std::string sound = fixture("allowed/bare.mp3");
  const std::size_t second = sound.find(sound.substr(0, 2), 4);
  ASSERT_NE(second, std::string::npos);
  EXPECT_EQ(inspected(sound.substr(0, second)), "MP3 audio/mpeg");  // one whole frame
  EXPECT_EQ(inspected(sound.substr(0, second) + "TAG" + std::string(125, ' ')), "MP3 audio/mpeg");
  EXPECT_TRUE(inspected(sound.substr(0, second) + "<html>").starts_with("refused: "));
  EXPECT_TRUE(inspected("\0"s + sound).starts_with("refused: "));
}

TEST(AacWalk, FramesMustFollowEachOther) {
  std::string sound = fixture("allowed/tone.aac");
  sound.insert(7, "x");
  EXPECT_EQ(inspected(sound), "refused: a damaged AAC file");
}

TEST(FlacWalk, RefusesContradictions) {
  const auto with = [&](std::size_t offset, std::string_view bytes) {
    return inspected(changed("allowed/tone.flac", "fLaC", offset, bytes));
  };
  EXPECT_EQ(with(4, "\x04"), "refused: a damaged FLAC file");         // STREAMINFO is not first
  EXPECT_EQ(with(7, "\x21"), "refused: a damaged FLAC file");         // its length
  EXPECT_EQ(with(8, "\0\0"sv), "refused: a damaged FLAC file");       // block size below 16
  EXPECT_EQ(with(18, "\0\0\x02"sv), "refused: a damaged FLAC file");  // sample rate 0
  EXPECT_EQ(with(42, "\x80"), "refused: a damaged FLAC file");        // a second STREAMINFO
  EXPECT_EQ(with(42, "\xFF"), "refused: a damaged FLAC file");        // forbidden type
}

TEST(FlacWalk, ABlockPastTheEndIsPlayableOnlyWithAFrameBehindIt) {
  std::string content = changed("allowed/tone.flac", "fLaC", 43, "\xFF\xFF\xFF");
  EXPECT_EQ(inspected(content), "FLAC audio/flac");
  content.resize(80);  // before the first frame
  EXPECT_EQ(inspected(content), "refused: a truncated FLAC file");
}

TEST(OggWalk, ChecksTheChecksumAndTheHead) {
  EXPECT_EQ(inspected(changed("allowed/vorbis.ogg", "\x01vorbis", 11, "\x02")),
            "refused: a damaged Ogg Vorbis file");  // channels, unsigned for
  EXPECT_EQ(inspected(changed("allowed/tone.opus", "OpusHead", 9, "\x02")),
            "refused: a damaged Ogg Vorbis file");
  std::string content = fixture("allowed/vorbis.ogg");
  content.replace(content.find("OggS", 4), 4, "SggO");
  EXPECT_EQ(inspected(content), "refused: a damaged Ogg Vorbis file");
}

TEST(WavWalk, RefusesContradictions) {
  const auto with = [&](std::string_view marker, std::size_t distance, std::string_view bytes) {
    return inspected(changed("allowed/tone.wav", marker, distance, bytes));
  };
  EXPECT_EQ(with("fmt ", 10, "\0\0"sv), "refused: a damaged WAV file");      // channels
  EXPECT_EQ(with("fmt ", 12, "\0\0\0\0"sv), "refused: a damaged WAV file");  // sample rate
  EXPECT_EQ(with("fmt ", 0, "junk"), "refused: a damaged WAV file");         // data before fmt
  EXPECT_EQ(with("data", 4, "\xFE\xFF\xFF\xFF"), "refused: a truncated WAV file");
  EXPECT_EQ(with("data", 4, "\xFF\xFF\xFF\xFF"), "WAV audio/wav");  // length unknown
  EXPECT_EQ(with("RIFF", 0, "RF64"), "WAV audio/wav");
}

TEST(AiffWalk, RefusesContradictions) {
  const auto with = [&](std::string_view marker, std::size_t distance, std::string_view bytes) {
    return inspected(changed("allowed/tone.aiff", marker, distance, bytes));
  };
  EXPECT_EQ(with("COMM", 8, "\0\0"sv), "refused: a damaged AIFF file");   // channels
  EXPECT_EQ(with("COMM", 14, "\0\0"sv), "refused: a damaged AIFF file");  // bits
  EXPECT_EQ(with("COMM", 16, "\0\0"sv), "refused: a damaged AIFF file");  // sample rate
  EXPECT_EQ(with("COMM", 0, "JUNK"), "refused: a truncated AIFF file");
  EXPECT_EQ(with("AIFF", 3, "C"), "refused: a damaged AIFF file");  // COMM too short for it
  EXPECT_EQ(with("SSND", 0, "JUNK"), "AIFF audio/aiff");            // whole and silent
}

}  // namespace
}  // namespace audmg::media

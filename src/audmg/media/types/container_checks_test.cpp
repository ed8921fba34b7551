// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/container_checks.hpp"

#include "audmg/media/types/tiff_directory.hpp"
#include "doubles/media_fixtures.hpp"
#include "doubles/memory_object_reader.hpp"

#include <gtest/gtest.h>

#include <vector>

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

// It shows what there is of it.
TEST(WebpWalk, AcceptsWhatEndsBehindTheHeaderOfThePicture) {
  EXPECT_EQ(inspected(changed("allowed/lossy.webp", "RIFF", 4, "\xFF\xFF")), "WebP image/webp");
  for (const auto& [file, name] :
       {std::pair{"allowed/lossy.webp", "VP8 "}, std::pair{"allowed/lossless.webp", "VP8L"},
        std::pair{"allowed/animated.webp", "ANMF"}}) {
    const std::string whole = fixture(file);
    const std::size_t picture = whole.find(name);
    ASSERT_NE(picture, std::string::npos) << file;
    EXPECT_EQ(inspected(whole.substr(0, whole.size() - 1)), "WebP image/webp") << file;
    EXPECT_EQ(inspected(whole.substr(0, picture + 16)), "refused: a truncated WebP image") << file;
    EXPECT_EQ(inspected(whole.substr(0, picture + 4)), "refused: a truncated WebP image") << file;
  }
}

TEST(WebpWalk, RefusesContradictions) {
  EXPECT_EQ(inspected(changed("allowed/lossy.webp", "VP8 ", 8, "\x01")),
            "refused: a damaged WebP image");  // no key frame
  EXPECT_EQ(inspected(changed("allowed/lossy.webp", "\x9D\x01\x2A", 3, "\0\0"sv)),
            "refused: a damaged WebP image");  // width 0
  EXPECT_EQ(inspected(changed("allowed/lossless.webp", "VP8L", 8, "\x2E")),
            "refused: a damaged WebP image");
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
            "refused: a damaged DNG image");  // no sensor's picture
  EXPECT_EQ(inspected(changed("allowed/bigtiff.tiff", "II", 4, "\x04")),
            "refused: a damaged TIFF image");
  EXPECT_EQ(inspected(changed("allowed/picture.tiff", "II*", 8, "CR\x02\0"sv)),
            "refused: a truncated Canon CR2 image");
}

TEST(TiffWalk, LeavesALoopOfDirectories) {
  // One directory without a size, whose next one is itself.
  EXPECT_EQ(inspected("II*\0\x08\0\0\0\x01\0\x0E\x01\x03\0\x01\0\0\0\0\0\0\0\x08\0\0\0"sv),
            "refused: a damaged TIFF image");
}

TEST(TiffWalk, TheMakerAndTheSensorTellRawPhotosApart) {
  // Without the sensor's picture, they are what their preview is.
  for (const char* file : {"allowed/photo.nef", "allowed/photo.arw", "allowed/photo.pef"}) {
    EXPECT_EQ(inspected(changed(file, "\x06\x01\x03\0\x01\0\0\0\x23\x80"sv, 8, "\x01\0"sv)),
              "TIFF image/tiff");
  }
  // A sensor's picture of another maker: the preview counts.
  EXPECT_EQ(inspected(changed("allowed/photo.arw", "SONY", 0, "Leaf")), "TIFF image/tiff");
  EXPECT_EQ(inspected(changed("allowed/photo.pef", "PENTAX", 0, "RICOH ")),
            "Pentax PEF image/x-pentax-pef");
  // DNG has a mark of its own, whoever made it.
  EXPECT_EQ(inspected(changed("allowed/photo.dng", "Google", 0, "NIKON ")),
            "DNG image/x-adobe-dng");
  EXPECT_EQ(inspected(changed("allowed/photo.dng", "\x4A\x01\x04\0"sv, 8, "\xFF\xFF\xFF\x7F"sv)),
            "refused: a damaged DNG image");
}

TEST(TiffWalk, OfSubDirectoriesOnlyAFewAreRead) {
  // Every one of them may be the directory itself, so the cost would be the square of its length.
  const auto entry = "\x4A\x01\x04\0\x08\0\0\0\x30\0\0\0"s;  // eight sub-directories
  std::string content = "II*\0\x08\0\0\0\x02\0"s + entry + entry + "\0\0\0\0"s;
  content.resize(48);
  for (int i = 0; i < 8; ++i) content += "\x08\0\0\0"s;
  MemoryObjectReader object(bytes_of(content));
  ByteWindow bytes(object);
  TiffNumbers numbers(bytes, false, false);
  const auto directory = read_tiff_directory(bytes, numbers, 8);
  ASSERT_TRUE(directory.has_value());
  EXPECT_EQ(directory->sub_directories, std::vector<std::uint64_t>(8, 8));
}

TEST(TiffWalk, ASensorsPictureMustBeInTheFile) {
  const auto strip = "\x11\x01\x04\0\x01\0\0\0"sv;  // the sensor's comes first in these files
  for (const auto& [file, name] :
       {std::pair{"allowed/photo.nef", "Nikon NEF"}, std::pair{"allowed/photo.dng", "DNG"},
        std::pair{"allowed/photo.cr2", "Canon CR2"},
        std::pair{"allowed/photo.orf", "Olympus ORF"}}) {
    EXPECT_EQ(inspected(changed(file, strip, 8, "\xFF\xFF\xFF\x7F"sv)),
              "refused: a truncated " + std::string(name) + " image");
  }
  EXPECT_EQ(inspected(changed("allowed/photo.rw2", "\x18\x01\x04\0\x01\0\0\0"sv, 8,
                              "\xFF\xFF\xFF\x7F"sv)),
            "refused: a truncated Panasonic RW2 image");
  EXPECT_EQ(inspected(changed("allowed/photo.rw2", "\x02\0\x03\0\x01\0\0\0"sv, 8, "\0\0"sv)),
            "refused: a damaged Panasonic RW2 image");
  EXPECT_EQ(inspected(changed("allowed/photo.cr2", "CR\x02", 4, "\0\0\0\0"sv)),
            "refused: a damaged Canon CR2 image");
}

TEST(RafWalk, RefusesContradictions) {
  const auto with = [](std::size_t offset, std::string_view bytes) {
    return inspected(changed("allowed/photo.raf", "FUJIFILM", offset, bytes));
  };
  EXPECT_EQ(with(84, "\0\0\0\0"sv), "refused: a damaged Fujifilm RAF image");
  EXPECT_EQ(with(84, "\x7F\0\0\0"sv), "refused: a truncated Fujifilm RAF image");
  EXPECT_EQ(with(88, "\x7F\0\0\0"sv), "refused: a truncated Fujifilm RAF image");
  EXPECT_EQ(with(87, "\x95"), "refused: a damaged Fujifilm RAF image");  // no JPEG begins there
  EXPECT_EQ(with(104, "\0\0\0\0"sv), "refused: a damaged Fujifilm RAF image");
}

TEST(Cr3Walk, RefusesContradictions) {
  EXPECT_EQ(inspected(changed("allowed/photo.cr3", "moov", 0, "free")),
            "refused: a truncated Canon CR3 image");
  EXPECT_EQ(inspected(changed("allowed/photo.cr3", "\x85\xC0\xB6\x87", 0, "\x84")),
            "refused: a damaged Canon CR3 image");
  EXPECT_EQ(inspected(changed("allowed/photo.cr3", "mdat", kLengthBefore, "\x7F")),
            "refused: a truncated Canon CR3 image");
}

TEST(JpegXlWalk, FollowsTheBoxes) {
  const std::string start("\0\0\0\x0CJXL \r\n\x87\n", 12);
  const std::string type = box("ftyp", "jxl \0\0\0\0jxl "sv);
  const std::string stream = fixture("allowed/picture.jxl");
  EXPECT_EQ(inspected(start + type + box("jxlc", stream)), "JPEG XL image/jxl");
  const std::string parts = box("jxlp", "\0\0\0\0"s + stream.substr(0, 100)) +
                            box("jxlp", "\x80\0\0\1"s + stream.substr(100));
  EXPECT_EQ(inspected(start + type + parts), "JPEG XL image/jxl");
  EXPECT_EQ(inspected(start + type + box("jxlp", "\0\0\0\0"s + stream)),
            "refused: a truncated JPEG XL image");
  EXPECT_EQ(inspected(start + box("jxlc", stream)), "refused: a damaged JPEG XL image");
  EXPECT_EQ(inspected(start + type + box("jxlc", "\xFF\xD8")), "refused: a damaged JPEG XL image");
  EXPECT_EQ(inspected(start + type + box("Exif", "")), "refused: a truncated JPEG XL image");
  EXPECT_EQ(inspected("\xFF\x0A" + std::string(60, '\0')), "refused: a damaged JPEG XL image");
  EXPECT_EQ(inspected(stream.substr(0, 8)), "refused: a truncated JPEG XL image");
}

TEST(Jpeg2000Walk, RefusesContradictions) {
  const auto with = [](std::string_view marker, std::size_t distance, std::string_view bytes) {
    return inspected(changed("allowed/picture.jp2", marker, distance, bytes));
  };
  EXPECT_EQ(with("ftypjp2 ", 4, "jpx "), "JPEG 2000 image/jp2");  // it names jp2 as well
  EXPECT_EQ(with("\0\0\0\0jp2 "sv, 4, "mjp2"), "JPEG 2000 image/jp2");
  EXPECT_EQ(with("jp2h", 0, "free"), "refused: a damaged JPEG 2000 image");
  EXPECT_EQ(with("ihdr", 4, "\0\0\0\0"sv), "refused: a damaged JPEG 2000 image");
  EXPECT_EQ(with("jp2c", 0, "free"), "refused: a truncated JPEG 2000 image");
  constexpr auto kSiz = "\xFF\x4F\xFF\x51"sv;
  EXPECT_EQ(with(kSiz, 0, "\xFF\xD8"), "refused: a damaged JPEG 2000 image");
  EXPECT_EQ(with(kSiz, 8, "\0\0\0\0"sv), "refused: a damaged JPEG 2000 image");    // width
  EXPECT_EQ(with(kSiz, 24, "\0\0\0\0"sv), "refused: a damaged JPEG 2000 image");   // of a tile
  EXPECT_EQ(with(kSiz, 8, "\x7F\0\0\0"sv), "refused: a damaged JPEG 2000 image");  // tiles
  EXPECT_EQ(with(kSiz, 40, "\0\0"sv), "refused: a damaged JPEG 2000 image");       // components
}

TEST(BmpWalk, KnowsWhereThePixelsEnd) {
  std::string picture = fixture("allowed/picture.bmp");
  EXPECT_EQ(inspected(picture), "BMP image/bmp");
  picture.pop_back();
  EXPECT_EQ(inspected(picture), "refused: a truncated BMP image");
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

std::string be16(std::uint16_t value) { return be32(value).substr(2); }

/// A track of pictures: `samples` of them in `seconds`.
std::string picture_track(std::uint32_t id, std::string_view codec, std::uint32_t samples,
                          std::uint32_t seconds, std::string_view boxes = "") {
  const std::string entry = box(codec, std::string(78, '\0').append(boxes));
  const std::string table =
      box("stsd", be32(0) + be32(1) + entry) + box("stsz", be32(0) + be32(0) + be32(samples));
  const std::string media =
      box("mdhd", be32(0) + be32(0) + be32(0) + be32(1000) + be32(seconds * 1000) + be32(0)) +
      box("hdlr", be32(0) + be32(0) + "vide" + std::string(13, '\0')) +
      box("minf", box("stbl", table));
  return box("trak", box("tkhd", be32(0) + be32(0) + be32(0) + be32(id) + std::string(68, '\0')) +
                         box("mdia", media));
}

/// A sound track that names track `chapters` as its chapters.
std::string sound_track(std::uint32_t chapters = 0) {
  const std::string table = box("stsd", be32(0) + be32(1) + box("mp4a", std::string(28, '\0')));
  return box("trak",
             box("tref", box("chap", be32(chapters))) +
                 box("mdia", box("hdlr", be32(0) + be32(0) + "soun" + std::string(13, '\0')) +
                                 box("minf", box("stbl", table))));
}

std::string mp4_of(const std::string& tracks) {
  return box("ftyp", "M4B \0\0\0\0M4B "sv) + box("moov", tracks) + box("mdat", "x");
}

/// The box of an `mp4v` entry that holds MPEG-4's object type `object`.
std::string esds(char object) {
  return box("esds", be32(0) + "\x03\x80\x80\x80\x12" + be16(1) + "\0\x04\x80\x80\x80\x0D"s +
                         object + std::string(12, '\0'));
}

TEST(Mp4Walk, PicturesBesideSoundAreNotAVideo) {
  const auto with = [](const std::string& track, std::uint32_t chapters = 0) {
    return inspected(mp4_of(sound_track(chapters) + track));
  };
  for (const char* const codec : {"jpeg", "mjpa", "png ", "mp4v", "avc1"}) {
    EXPECT_EQ(with(picture_track(2, codec, 1, 600)), "M4A audio/mp4") << codec;  // a cover
  }
  EXPECT_EQ(with(picture_track(2, "jpeg", 20, 600)), "M4A audio/mp4");
  EXPECT_EQ(with(picture_track(2, "mp4v", 20, 600, esds(0x6C))), "M4A audio/mp4");
  EXPECT_EQ(with(picture_track(2, "avc1", 20, 600), 2), "M4A audio/mp4");  // of chapters
  EXPECT_EQ(with(picture_track(2, "avc1", 20, 600), 3), "refused: an MP4 video");
  EXPECT_EQ(with(picture_track(2, "mp4v", 20, 600, esds(0x20))), "refused: an MP4 video");
  EXPECT_EQ(with(picture_track(2, "jpeg", 15'000, 600)), "refused: an MP4 video");
  EXPECT_EQ(with(picture_track(2, "avc1", 15'000, 600), 2), "refused: an MP4 video");
  EXPECT_EQ(with(picture_track(2, "jpeg", 1, 600) + picture_track(3, "avc1", 100, 4)),
            "refused: an MP4 video");
  EXPECT_EQ(with(picture_track(2, "avc1", 0, 0) + box("mvex", "")), "refused: an MP4 video");
  EXPECT_EQ(inspected(mp4_of(picture_track(2, "jpeg", 1, 600))),
            "refused: an MP4 file without sound");
}

TEST(Mp4Walk, SoundThatWasCutIsAccepted) {
  std::string content = mp4_of(sound_track());
  const std::size_t samples = content.find("mdat");
  content.replace(samples - 4, 4, be32(1'000'000));
  EXPECT_EQ(inspected(content), "M4A audio/mp4");
  EXPECT_EQ(inspected(content.substr(0, samples + 4)), "refused: a truncated M4A file");
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
}

TEST(TaggedAudioWalk, SoundMayBeginWithZerosOrWithinAFrame) {
  const std::string sound = fixture("allowed/bare.mp3");
  for (const std::size_t zeros : {1, 2, 500, 4096, 60'000}) {
    EXPECT_EQ(inspected(std::string(zeros, '\0') + sound), "MP3 audio/mpeg") << zeros;
  }
  EXPECT_EQ(inspected(sound.substr(1)), "MP3 audio/mpeg");
  EXPECT_EQ(inspected(sound.substr(50)), "MP3 audio/mpeg");
  EXPECT_EQ(inspected(fixture("allowed/tone.aac").substr(20)), "AAC audio/aac");
  EXPECT_EQ(inspected(std::string(5000, '\0')), "refused: an unknown kind of data");
  EXPECT_EQ(inspected(std::string(70'000, '\0') + sound), "refused: an unknown kind of data");
}

TEST(TaggedAudioWalk, SoundWithinAnotherFileIsNotSound) {
  const std::string sound = fixture("allowed/bare.mp3");
  EXPECT_EQ(inspected("PK\x03\x04"s + std::string(40, '\x01') + sound), "refused: a ZIP archive");
  EXPECT_EQ(inspected("RIFF\0\0\0\0AVI LIST"s + sound), "refused: an AVI video");
  EXPECT_EQ(inspected("<html>" + sound), "refused: an HTML page");
  const std::size_t second = sound.find(sound.substr(0, 2), 4);
  EXPECT_EQ(inspected("\x01\x02" + sound.substr(0, second) + std::string(500, '\x01')),
            "refused: an unknown kind of data");
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
  EXPECT_EQ(with("data", 4, "\xFE\xFF\xFF\x7F"), "WAV audio/wav");           // the recorder died
  EXPECT_EQ(with("data", 4, "\0\0\0\0"sv), "WAV audio/wav");
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
  EXPECT_EQ(with("AIFF", 3, "C"), "refused: a damaged AIFF file");    // COMM too short for it
  EXPECT_EQ(with("SSND", 0, "JUNK"), "AIFF audio/aiff");              // whole and silent
  EXPECT_EQ(with("SSND", 4, "\x7F\xFF\xFF\xFF"), "AIFF audio/aiff");  // cut
}

}  // namespace
}  // namespace audmg::media

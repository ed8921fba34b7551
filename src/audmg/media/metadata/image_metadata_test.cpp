// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/metadata/image_metadata.hpp"

#include "doubles/exif_block.hpp"
#include "doubles/media_fixtures.hpp"
#include "doubles/metadata_files.hpp"

#include <gtest/gtest.h>

#include <libdeflate.h>

namespace audmg::media {
namespace {

using enum ExifBlock::Directory;
using std::string_literals::operator""s;

ImageFacts facts_of(std::string_view file, const MediaLimits& limits = {}) {
  ImageFacts facts;
  read_image_metadata(bytes_of(file), limits, facts);
  return facts;
}

std::string exif_bytes() { return full_exif_block().bytes(); }
std::string xmp_bytes() { return xmp_packet("<dc:title>Morning</dc:title>", "xmp:Rating='4'"); }
std::string iptc_bytes() { return photoshop_resource(0x0404, iptc_set(25, "river")); }

void expect_exif(const ImageFacts& facts, std::string_view what) {
  EXPECT_EQ(facts.camera_make, "Camera Works") << what;
  EXPECT_EQ(facts.taken_at, "2026-01-31T23:59:59.25+01:00") << what;
  ASSERT_TRUE(facts.place) << what;
  EXPECT_NEAR(*facts.place->latitude, -48.51, 1e-9) << what;
}
void expect_xmp(const ImageFacts& facts, std::string_view what) {
  EXPECT_EQ(facts.title, "Morning") << what;
  EXPECT_EQ(facts.rating, 4U) << what;
}

std::string compressed(std::string_view text) {
  libdeflate_compressor* compressor = libdeflate_alloc_compressor(6);
  std::string stream(libdeflate_zlib_compress_bound(compressor, text.size()), '\0');
  stream.resize(
      libdeflate_zlib_compress(compressor, text.data(), text.size(), stream.data(), stream.size()));
  libdeflate_free_compressor(compressor);
  return stream;
}

std::string raw_profile(std::string_view name, std::string_view bytes) {
  std::string text = "\n" + std::string(name) + "\n    " + std::to_string(bytes.size());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i % 36 == 0) text += '\n';
    const auto byte = static_cast<unsigned char>(bytes[i]);
    text += "0123456789abcdef"[byte >> 4U];
    text += "0123456789abcdef"[byte & 15U];
  }
  return text + "\n";
}

// Xiaomi's item begins with the head of a JPEG segment, which its offset counts.
std::string xiaomi_item() {
  const std::string block = "Exif\0\0"s + exif_bytes();
  return big_endian(10, 4) + "\xff\xe1" + big_endian(block.size() + 2, 2) + block;
}

constexpr std::string_view kDigest = "0123456789ABCDEF0123456789ABCDEF";

/// A piece of an XMP packet that is too long for one segment.
std::string extended_xmp_segment(std::string_view packet, std::size_t place, std::size_t length) {
  return jpeg_segment(0xe1, "http://ns.adobe.com/xmp/extension/\0"s + std::string(kDigest) +
                                big_endian(packet.size(), 4) + big_endian(place, 4) +
                                std::string(packet.substr(place, length)));
}

TEST(ImageMetadata, ReadsExifInEveryWrapping) {
  const std::string block = exif_bytes();
  const std::string headed = "Exif\0\0"s + block;
  const std::vector<std::pair<std::string_view, std::string>> files{
      {"JPEG", jpeg_of(exif_segment(block))},
      {"JPEG behind others", jpeg_of(jpeg_segment(0xe0, "JFIF") + exif_segment(block))},
      {"JPEG with stray bytes", jpeg_of(std::string(18, '\0') + exif_segment(block))},
      {"JPEG with a head twice", jpeg_of(exif_segment(headed))},
      {"JPEG in two segments",
       jpeg_of(exif_segment(block.substr(0, 100)) + exif_segment(block.substr(100)))},
      {"JPEG that ends there", "\xff\xd8" + exif_segment(block)},
      {"PNG", png_of(bare_png_chunk("eXIf", block))},
      {"PNG with a head", png_of(bare_png_chunk("eXIf", headed))},
      {"PNG behind its picture",
       png_of(bare_png_chunk("IDAT", "pixels") + bare_png_chunk("eXIf", block))},
      {"PNG raw profile",
       png_of(bare_png_chunk(
           "zTXt", "Raw profile type exif\0\0"s + compressed(raw_profile("exif", headed))))},
      {"PNG raw profile APP1",
       png_of(bare_png_chunk("tEXt",
                             "Raw profile type APP1\0"s + raw_profile("generic profile", headed)))},
      {"WebP", webp_of(webp_chunk("VP8 ", "odd") + webp_chunk("EXIF", block))},
      {"WebP with a head", webp_of(webp_chunk("EXIF", headed))},
      {"TIFF", block},
      {"HEIF", heif_of({{"Exif", big_endian(0, 4) + block}})},
      {"HEIF with a head", heif_of({{"Exif", big_endian(6, 4) + headed}})},
      {"HEIF of Xiaomi", heif_of({{"Exif", xiaomi_item()}})},
      {"HEIF with a wrong offset", heif_of({{"Exif", big_endian(77, 4) + headed}})},
      {"JPEG XL", box("JXL ", "\r\n\x87\n") + box("Exif", big_endian(0, 4) + block)},
      {"JPEG 2000", box("jP  ", "\r\n\x87\n") + box("uuid", "JpgTiffExif->JP2" + block)}};
  for (const auto& [what, file] : files) expect_exif(facts_of(file), what);
}

// Items may lie in the meta box itself, in pieces, and the box may go on to the end of the file.
TEST(ImageMetadata, ReadsItemsOfHeifInPieces) {
  const std::string block = big_endian(0, 4) + exif_bytes();
  const std::string entry =
      box("infe", "\3\0\0\0"s + big_endian(7, 4) + big_endian(0, 2) + "Exif" + "\0"s);
  const std::string iinf = box("iinf", big_endian(0, 4) + big_endian(1, 2) + entry);
  // Version 1, construction method 1, numbers of four bytes, two extents.
  const std::string iloc =
      box("iloc", "\1\0\0\0\x44\0"s + big_endian(1, 2) + big_endian(7, 2) + big_endian(1, 2) +
                      big_endian(0, 2) + big_endian(2, 2) + big_endian(0, 4) + big_endian(50, 4) +
                      big_endian(50, 4) + big_endian(block.size() - 50, 4));
  const std::string meta = big_endian(0, 4) + iinf + iloc + box("idat", block);
  const std::string ftyp = box("ftyp", "avif" + big_endian(0, 4) + "avif");
  expect_exif(facts_of(ftyp + box("meta", meta)), "AVIF");
  expect_exif(facts_of(ftyp + big_endian(0, 4) + "meta" + meta), "AVIF to the end of the file");
}

TEST(ImageMetadata, ReadsXmpInEveryWrapping) {
  const std::string packet = xmp_bytes();
  const std::string uuid =
      "\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac" + packet;
  const std::vector<std::pair<std::string_view, std::string>> files{
      {"JPEG", jpeg_of(xmp_segment(packet))},
      {"PNG", png_of(bare_png_chunk("iTXt", "XML:com.adobe.xmp\0\0\0\0\0"s + packet))},
      {"PNG, compressed",
       png_of(bare_png_chunk("iTXt", "XML:com.adobe.xmp\0\1\0\0\0"s + compressed(packet)))},
      {"PNG raw profile",
       png_of(bare_png_chunk("tEXt", "Raw profile type xmp\0"s + raw_profile("xmp", packet)))},
      {"WebP", webp_of(webp_chunk("XMP ", packet))},
      {"GIF", gif_with_xmp(packet)},
      {"HEIF", heif_of({{"mime", packet}})},
      {"HEIF with both", heif_of({{"Exif", big_endian(0, 4) + exif_bytes()}, {"mime", packet}})},
      {"JPEG XL", box("JXL ", "\r\n\x87\n") + box("xml ", packet)},
      {"JPEG 2000", box("jP  ", "\r\n\x87\n") + box("uuid", uuid)}};
  for (const auto& [what, file] : files) expect_xmp(facts_of(file), what);
}

TEST(ImageMetadata, ReadsIptcInEveryWrapping) {
  const std::vector<std::string> river{"river"};
  const std::string resources = iptc_bytes();
  EXPECT_EQ(facts_of(jpeg_of(photoshop_segment(resources))).keywords, river);
  EXPECT_EQ(facts_of(jpeg_of(photoshop_segment(resources.substr(0, 9)) +
                             photoshop_segment(resources.substr(9))))
                .keywords,
            river);
  EXPECT_EQ(facts_of(png_of(bare_png_chunk(
                         "tEXt", "Raw profile type iptc\0"s + raw_profile("iptc", resources))))
                .keywords,
            river);
  ExifBlock tiff;
  tiff.text(first, 33'723, iptc_set(25, "river"));
  EXPECT_EQ(facts_of(tiff.bytes()).keywords, river);
  ExifBlock photoshop;
  photoshop.text(first, 34'377, resources).text(first, 700, xmp_bytes());
  EXPECT_EQ(facts_of(photoshop.bytes()).keywords, river);
  expect_xmp(facts_of(photoshop.bytes()), "TIFF");
}

TEST(ImageMetadata, ReadsCanonsAndFujifilmsRawFiles) {
  ExifBlock camera;
  camera.text(first, 0x010f, "Canon");
  ExifBlock how;
  how.text(first, 0x9003, "2026:01:31 23:59:59");
  ExifBlock where;
  where.text(first, 1, "N").fractions(first, 2, {{48, 1}}).text(first, 3, "E");
  where.fractions(first, 4, {{2, 1}});
  const std::string uuid("\x85\xc0\xb6\x87\x82\x0f\x11\xe0\x81\x11\xf4\xce\x46\x2b\x6a\x48", 16);
  const ImageFacts canon =
      facts_of(box("ftyp", "crx ") +
               box("moov", box("uuid", uuid + box("CMT1", camera.bytes()) +
                                           box("CMT2", how.bytes()) + box("CMT4", where.bytes()))));
  EXPECT_EQ(canon.camera_make, "Canon");
  EXPECT_EQ(canon.taken_at, "2026-01-31T23:59:59");
  ASSERT_TRUE(canon.place);
  EXPECT_EQ(canon.place->latitude, 48.0);
  const std::string jpeg = jpeg_of(exif_segment(exif_bytes()));
  std::string raf = "FUJIFILMCCD-RAW " + std::string(84 - 16, ' ');
  raf += big_endian(92, 4) + big_endian(jpeg.size(), 4) + jpeg;
  expect_exif(facts_of(raf), "RAF");
  // One field of bytes, behind the only directory.
  const std::string rw2 = "IIU\0"s + little_endian(8, 4) + little_endian(1, 2) +
                          little_endian(0x002e, 2) + little_endian(7, 2) +
                          little_endian(jpeg.size(), 4) + little_endian(26, 4) +
                          little_endian(0, 4) + jpeg;
  expect_exif(facts_of(rw2), "RW2");
}

TEST(ImageMetadata, ReadsTheTextsOfPng) {
  const ImageFacts facts =
      facts_of(png_of(bare_png_chunk("tEXt", "Creation Time\0"s + "2019:05:06 07:08:09") +
                      bare_png_chunk("tEXt",
                                     "Title\0Gr\xfc\xdf"
                                     "e"s) +
                      bare_png_chunk("iTXt", "Description\0\0\0\0\0海"s) +
                      bare_png_chunk("zTXt", "Author\0\0"s + compressed("A. Person")) +
                      bare_png_chunk("tEXt", "Copyright\0(c) A. Person"s) +
                      bare_png_chunk("tIME", big_endian(2020, 2) + std::string("\1\2\3\4\5"))));
  EXPECT_EQ(facts.taken_at, "2019-05-06T07:08:09");
  EXPECT_EQ(facts.title, "Grüße");
  EXPECT_EQ(facts.description, "海");
  EXPECT_EQ(facts.creator, "A. Person");
  EXPECT_EQ(facts.copyright, "(c) A. Person");
  EXPECT_EQ(facts_of(png_of(bare_png_chunk("tIME", big_endian(2020, 2) + "\1\2\3\4\5"s))).taken_at,
            "2020-01-02T03:04:05Z");
}

TEST(ImageMetadata, TheSourcesComplementEachOther) {
  const std::string packet =
      xmp_packet("<dc:title>Morning</dc:title>", "xmp:CreateDate='2001-01-01T00:00:00'");
  const ImageFacts facts = facts_of(
      jpeg_of(exif_segment(exif_bytes()) + photoshop_segment(iptc_bytes()) + xmp_segment(packet)));
  expect_exif(facts, "JPEG");
  EXPECT_EQ(facts.title, "Morning");
  EXPECT_EQ(facts.keywords, std::vector<std::string>{"river"});
}

TEST(ImageMetadata, BlocksOverTheLimitAreLeftOut) {
  const MediaLimits limits{.max_metadata_bytes = 100};
  EXPECT_EQ(facts_of(jpeg_of(exif_segment(exif_bytes())), limits).camera_make, "");
  EXPECT_EQ(facts_of(heif_of({{"Exif", big_endian(0, 4) + exif_bytes()}}), limits).camera_make, "");
  const std::string bomb = compressed("\nexif\n1000000\n" + std::string(2'000'000, '0'));
  EXPECT_EQ(facts_of(png_of(bare_png_chunk("zTXt", "Raw profile type exif\0\0"s + bomb)), limits)
                .camera_make,
            "");
}

TEST(ImageMetadata, OtherBytesSayNothing) {
  for (const std::string& file :
       {""s, "x"s, "\xff\xd8"s, "GIF89a"s, "RIFF"s, "II"s, "MM\0*"s, std::string(1000, '\xff'),
        std::string(1000, '\0'), fixture("allowed/tone.wav")}) {
    const ImageFacts facts = facts_of(file);
    EXPECT_EQ(facts.taken_at, "");
    EXPECT_EQ(facts.camera_make, "");
  }
}

TEST(ImageMetadata, CutAndChangedFilesAreSurvived) {
  const std::string both = heif_of({{"Exif", xiaomi_item()}, {"mime", xmp_bytes()}});
  for (const std::string& file :
       {jpeg_of(exif_segment(exif_bytes()) + photoshop_segment(iptc_bytes()) +
                xmp_segment(xmp_bytes())),
        png_of(bare_png_chunk("eXIf", exif_bytes()) +
               bare_png_chunk("zTXt", "Raw profile type exif\0\0"s +
                                          compressed(raw_profile("exif", exif_bytes())))),
        webp_of(webp_chunk("EXIF", exif_bytes()) + webp_chunk("XMP ", xmp_bytes())),
        gif_with_xmp(xmp_bytes()), both}) {
    for (std::size_t length = 0; length < file.size(); length += 13) {
      (void)facts_of(std::string_view(file).substr(0, length));
    }
    for (std::size_t i = 0; i < file.size(); i += 7) {
      std::string changed = file;
      changed[i] = '\xff';
      (void)facts_of(changed);
    }
  }
}

TEST(ImageMetadata, XmpMayGoOnInOtherSegments) {
  const std::string first = xmp_segment(xmp_packet(
      "<dc:title>Morning</dc:title><xmpNote:HasExtendedXMP xmlns:xmpNote='http://ns.adobe.com/xmp/"
      "note/'>" +
      std::string(kDigest) + "</xmpNote:HasExtendedXMP>"));
  const std::string rest = xmp_packet("<dc:rights>Mine</dc:rights>", "xmp:Rating='4'");
  const std::string head = extended_xmp_segment(rest, 0, 50);
  const std::string tail = extended_xmp_segment(rest, 50, rest.size());
  for (const std::string& segments :
       {first + head + tail, first + tail + head, head + tail + first}) {
    const ImageFacts facts = facts_of(jpeg_of(segments));
    expect_xmp(facts, segments);
    EXPECT_EQ(facts.copyright, "Mine");
  }
  // Of another picture, incomplete, or too long.
  const std::string foreign = xmp_segment(xmp_packet("<dc:title>Morning</dc:title>"));
  for (const std::string& segments : {foreign + head + tail, first + head, first + tail}) {
    const ImageFacts facts = facts_of(jpeg_of(segments));
    EXPECT_EQ(facts.title, "Morning");
    EXPECT_EQ(facts.copyright, "");
  }
  MediaLimits limits;
  limits.max_metadata_bytes = rest.size() - 1;
  EXPECT_EQ(facts_of(jpeg_of(first + head + tail), limits).copyright, "");
}

TEST(ImageMetadata, ReadsBigTiff) {
  const std::string make = "Camera Works\0"s;
  for (const bool is_little : {true, false}) {
    const auto number = [&](std::uint64_t value, std::size_t bytes) {
      return is_little ? little_endian(value, bytes) : big_endian(value, bytes);
    };
    const auto padded = [&](std::string value) { return value.append(8 - value.size(), '\0'); };
    constexpr std::uint64_t kDirectoryBytes = 8 + 3 * 20 + 8;
    constexpr std::uint64_t kExifPlace = 16 + kDirectoryBytes;
    constexpr std::uint64_t kMakePlace = kExifPlace + 8 + 20 + 8;
    const std::string first = number(3, 8) + number(0x010f, 2) + number(2, 2) +
                              number(make.size(), 8) + number(kMakePlace, 8) + number(0x0110, 2) +
                              number(2, 2) + number(7, 8) + padded("Model 1") + number(0x8769, 2) +
                              number(18, 2) + number(1, 8) + number(kExifPlace, 8) + number(0, 8);
    const std::string exif = number(1, 8) + number(0x8827, 2) + number(3, 2) + number(1, 8) +
                             padded(number(400, 2)) + number(0, 8);
    const std::string file = (is_little ? "II" : "MM") + number(43, 2) + number(8, 2) +
                             number(0, 2) + number(16, 8) + first + exif + make;
    const ImageFacts facts = facts_of(file);
    EXPECT_EQ(facts.camera_make, "Camera Works");
    EXPECT_EQ(facts.camera_model, "Model 1");
    EXPECT_EQ(facts.iso, 400U);
    for (std::size_t length = 0; length < file.size(); ++length) {
      (void)facts_of(std::string_view(file).substr(0, length));
    }
  }
}

TEST(ImageMetadata, OfALongTextOnlyTheStartIsRead) {
  ExifBlock block;
  const std::string name = "Long " + std::string(std::size_t{1} << 20, 'x');
  block.text(first, 0x010f, name).text(first, 0x9c9b, std::string(name.size(), '\1'));
  const ImageFacts facts = facts_of(block.bytes());
  EXPECT_EQ(facts.camera_make.substr(0, 6), "Long x");
  EXPECT_FALSE(facts.title.empty());
}

}  // namespace
}  // namespace audmg::media

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/metadata/embedded_exif.hpp"

#include "audmg/media/metadata/exif.hpp"
#include "doubles/media_fixtures.hpp"

#include <gtest/gtest.h>

namespace audmg::media {
namespace {

using namespace std::string_literals;

ImageFacts facts_of(std::string_view file, std::string_view content_type) {
  ImageFacts facts;
  read_exif(embedded_exif(bytes_of(file), content_type).bytes(), 100, facts);
  return facts;
}

std::string box(std::string_view type, std::string_view body) {
  const auto size = static_cast<std::uint32_t>(8 + body.size());
  std::string text;
  for (int shift = 24; shift >= 0; shift -= 8) text.push_back(static_cast<char>(size >> shift));
  return text.append(type).append(body);
}

void expect_facts(const ImageFacts& facts, std::string_view what) {
  EXPECT_EQ(facts.taken_at, "2024-05-06T07:08:09+02:00") << what;
  EXPECT_EQ(facts.lens, "Lens 35mm") << what;
  EXPECT_EQ(facts.iso, 400U) << what;
  ASSERT_TRUE(facts.place.has_value()) << what;
  EXPECT_DOUBLE_EQ(*facts.place->latitude, 48.5) << what;
  EXPECT_DOUBLE_EQ(*facts.place->longitude, 2.25) << what;
}

TEST(EmbeddedExif, RawPhotosAreTiffStructures) {
  for (const auto& [file, type, model] :
       {std::tuple{"photo.dng", "image/x-adobe-dng", "Phone"},
        std::tuple{"photo.cr2", "image/x-canon-cr2", "Canon EOS 5D Mark III"},
        std::tuple{"photo.nef", "image/x-nikon-nef", "NIKON D750"},
        std::tuple{"photo.arw", "image/x-sony-arw", "ILCE-7M3"},
        std::tuple{"photo.orf", "image/x-olympus-orf", "E-M5MarkII"},
        std::tuple{"photo.rw2", "image/x-panasonic-rw2", "DMC-GX80"}}) {
    const auto facts = facts_of(fixture("allowed/"s + file), type);
    EXPECT_EQ(facts.camera_model, model);
    expect_facts(facts, file);
  }
}

TEST(EmbeddedExif, Cr3IsPutTogether) {
  const auto facts = facts_of(fixture("allowed/photo.cr3"), "image/x-canon-cr3");
  EXPECT_EQ(facts.camera_make, "Canon");
  EXPECT_EQ(facts.camera_model, "Canon EOS M50");
  expect_facts(facts, "CR3");
}

// Whatever is missing or damaged, the rest is there.
TEST(EmbeddedExif, Cr3WithoutOneOfItsParts) {
  const std::string whole = fixture("allowed/photo.cr3");
  for (const std::string part : {"CMT1", "CMT2", "CMT4"}) {
    std::string file = whole;
    file.replace(file.find(part), 4, "free");
    const auto facts = facts_of(file, "image/x-canon-cr3");
    EXPECT_EQ(facts.camera_make.empty(), part == "CMT1");
    EXPECT_EQ(facts.taken_at.empty(), part == "CMT2");
    EXPECT_EQ(facts.place.has_value(), part != "CMT4");
  }
  for (std::size_t length = 0; length < whole.size(); ++length) {
    facts_of(std::string_view(whole).substr(0, length), "image/x-canon-cr3");
  }
}

TEST(EmbeddedExif, JpegXlAndJpeg2000HaveABoxForIt) {
  const std::string tiff = fixture("allowed/photo.dng");
  const std::string jxl = box("JXL ", "\r\n\x87\n") + box("ftyp", "jxl \0\0\0\0jxl "s);
  expect_facts(facts_of(jxl + box("Exif", "\0\0\0\0"s + tiff), "image/jxl"), "JPEG XL");
  expect_facts(facts_of(jxl + box("Exif", "\0\0\0\x02xx"s + tiff), "image/jxl"), "offset");
  EXPECT_TRUE(facts_of(jxl + box("Exif", "\xFF\0\0\0"s + tiff), "image/jxl").taken_at.empty());
  EXPECT_TRUE(facts_of(jxl + box("Exif", "ab"), "image/jxl").taken_at.empty());
  const std::string jp2 = box("jP  ", "\r\n\x87\n") + box("ftyp", "jp2 \0\0\0\0jp2 "s);
  expect_facts(facts_of(jp2 + box("uuid", "JpgTiffExif->JP2" + tiff), "image/jp2"), "JPEG 2000");
  EXPECT_TRUE(facts_of(jp2 + box("uuid", "JpgTiffExif->J"), "image/jp2").taken_at.empty());
}

TEST(EmbeddedExif, OthersHaveNone) {
  EXPECT_TRUE(embedded_exif(bytes_of("II*\0"s), "image/jpeg").bytes().empty());
  EXPECT_TRUE(embedded_exif({}, "image/x-canon-cr3").bytes().empty());
}

}  // namespace
}  // namespace audmg::media

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/color/find_color.hpp"

#include "doubles/media_fixtures.hpp"
#include "doubles/motion_photo.hpp"

#include <gtest/gtest.h>

namespace audmg::media {
namespace {

constexpr Primaries kP3{{0.680, 0.320}, {0.265, 0.690}, {0.150, 0.060}, {0.3127, 0.3290}};
constexpr double kUnit = 10'000;  // of luminances

// Chunks without checksums, which nobody looks at here.
std::string chunk(std::string_view type, std::string_view body) {
  return big_endian(body.size(), 4) + std::string(type) + std::string(body) + "CRC.";
}

std::string png(std::string_view chunks) {
  return "\x89PNG\r\n\x1a\n" + chunk("IHDR", std::string(13, '\0')) + std::string(chunks) +
         chunk("IDAT", "pixels") + chunk("cICP", std::string("\x09\x10\0\x01", 4));
}

PngColor color_of_png(std::string_view chunks) {
  const std::string file = png(chunks);
  MemoryObjectReader object(bytes_of(file));
  ByteWindow bytes(object);
  return png_color(bytes);
}

std::string cicp(int primaries, int transfer, int matrix = 0, int range = 1) {
  std::string body;
  for (const int value : {primaries, transfer, matrix, range}) {
    body.push_back(static_cast<char>(value));
  }
  return chunk("cICP", body);
}

std::string chromaticities(const std::vector<unsigned>& numbers) {
  std::string body;
  for (const unsigned number : numbers) body += big_endian(number, 4);
  return chunk("cHRM", body);
}

std::string gamma(unsigned number) { return chunk("gAMA", big_endian(number, 4)); }

TEST(PngColor, IsNothingWithoutChunks) {
  // Chunks behind the first pixels do not count.
  EXPECT_FALSE(color_of_png("").code_points);
  EXPECT_FALSE(color_of_png("").measured);
}

TEST(PngColor, ReadsCodePoints) {
  const auto color = color_of_png(chunk("tEXt", "words") + cicp(12, 13));
  ASSERT_TRUE(color.code_points);
  EXPECT_EQ(color.code_points->primaries, kP3);
  EXPECT_EQ(color.code_points->transfer, Transfer::srgb);
  EXPECT_TRUE(color.code_points->is_full_range);
  EXPECT_EQ(color.code_points->peak_luminance, 0);
  EXPECT_FALSE(color_of_png(cicp(9, 16, 0, 0)).code_points->is_full_range);
  EXPECT_FALSE(color_of_png(cicp(9, 16, 9)).code_points) << "PNG has no luma";
  EXPECT_FALSE(color_of_png(chunk("cICP", "\x09\x10")).code_points);
}

TEST(PngColor, ReadsThePeak) {
  const std::string light = big_endian(1200 * 10'000, 4) + big_endian(100, 4);
  const std::string display =
      std::string(16, '\1') + big_endian(600 * 10'000, 4) + big_endian(1, 4);
  const auto peak = [](const std::string& chunks) {
    return color_of_png(cicp(9, 16) + chunks).code_points->peak_luminance;
  };
  EXPECT_DOUBLE_EQ(peak(chunk("cLLI", light)), 1200);
  EXPECT_DOUBLE_EQ(peak(chunk("mDCV", display)), 600);
  EXPECT_DOUBLE_EQ(peak(chunk("mDCV", display) + chunk("cLLI", light)), 1200);
  EXPECT_DOUBLE_EQ(peak(chunk("mDCV", display) + chunk("cLLI", std::string(8, '\0'))), 600);
}

TEST(PngColor, ReadsGammaAndChromaticities) {
  const std::string p3 = chromaticities({31270, 32900, 68000, 32000, 26500, 69000, 15000, 6000});
  const auto color = color_of_png(gamma(100'000) + p3);
  ASSERT_TRUE(color.measured);
  EXPECT_EQ(color.measured->primaries, kP3);
  EXPECT_EQ(color.measured->transfer, Transfer::power);
  EXPECT_DOUBLE_EQ(color.measured->exponent, 1);
  EXPECT_EQ(color_of_png(gamma(45'455)).measured->transfer, Transfer::srgb);
  EXPECT_FALSE(color_of_png(gamma(45'455) + chunk("sRGB", "\1")).measured);
  for (const unsigned number : {0U, 9U, 2'000'000U}) {
    EXPECT_FALSE(color_of_png(gamma(number)).measured) << number;
  }
}

TEST(PngColor, ImpossibleChromaticitiesAreLeftOut) {
  for (const auto& numbers : std::vector<std::vector<unsigned>>{
           {0, 0, 0, 0, 0, 0, 0, 0},
           {31270, 32900, 64000, 33000, 64000, 33000, 15000, 6000},
           {31270, 0, 64000, 33000, 30000, 60000, 15000, 6000},
           {31270, 32900, 4'000'000'000, 33000, 30000, 60000, 15000, 6000}}) {
    const auto color = color_of_png(gamma(50'000) + chromaticities(numbers));
    ASSERT_TRUE(color.measured);
    EXPECT_EQ(color.measured->primaries, Primaries{});
  }
}

std::string full_box(std::string_view type, std::string_view body, unsigned version = 0,
                     unsigned flags = 0) {
  return iso_box(type, big_endian(version, 1) + big_endian(flags, 3) + std::string(body));
}

std::string nclx(unsigned primaries, unsigned transfer) {
  return iso_box("colr", "nclx" + big_endian(primaries, 2) + big_endian(transfer, 2) +
                             big_endian(9, 2) + "\x80");
}

/// A HEIF file without pictures: its properties, and which items have which of them.
struct Heif {
  std::string properties;
  /// Items and the numbers of their properties.
  std::vector<std::pair<unsigned, std::vector<unsigned>>> items;
  unsigned primary = 1;
  std::string references{};
  bool has_long_ids = false;
  bool has_long_numbers = false;
};

std::string bytes_of_heif(const Heif& heif) {
  const unsigned version = heif.has_long_ids ? 1 : 0;
  const unsigned id_size = heif.has_long_ids ? 4 : 2;
  std::string associations = big_endian(heif.items.size(), 4);
  for (const auto& [id, numbers] : heif.items) {
    associations += big_endian(id, id_size) + big_endian(numbers.size(), 1);
    for (const unsigned number : numbers) {
      associations +=
          heif.has_long_numbers ? big_endian(number | 0x8000, 2) : big_endian(number | 0x80, 1);
    }
  }
  const std::string iprp =
      iso_box("iprp", iso_box("ipco", heif.properties) +
                          full_box("ipma", associations, version, heif.has_long_numbers ? 1 : 0));
  std::string meta = full_box("pitm", big_endian(heif.primary, id_size), version) + iprp;
  if (!heif.references.empty()) meta += full_box("iref", heif.references, version);
  return iso_box("ftyp", "heic") + full_box("meta", meta);
}

std::optional<ColorCoding> color_of_heif(const std::string& file) {
  MemoryObjectReader object(bytes_of(file));
  ByteWindow bytes(object);
  return heif_color(bytes);
}
std::optional<ColorCoding> color_of(const Heif& heif) { return color_of_heif(bytes_of_heif(heif)); }

TEST(HeifColor, IsThatOfThePrimaryPicture) {
  const std::string properties = nclx(9, 16) + iso_box("pixi", "0000") + nclx(12, 13);
  for (const bool is_long : {false, true}) {
    const Heif heif{.properties = properties,
                    .items = {{7, {1}}, {8, {2, 3}}},
                    .primary = 8,
                    .has_long_ids = is_long,
                    .has_long_numbers = is_long};
    const auto color = color_of(heif);
    ASSERT_TRUE(color) << is_long;
    EXPECT_EQ(color->primaries, kP3);
    EXPECT_EQ(color->transfer, Transfer::srgb);
    EXPECT_TRUE(color->is_full_range) << "the decoder widens it";
  }
}

TEST(HeifColor, CurvesOfTelevisionMeanSrgb) {
  for (const unsigned curve : {1U, 6U, 14U, 15U}) {
    const auto color = color_of({.properties = nclx(1, curve), .items = {{1, {1}}}});
    ASSERT_TRUE(color);
    EXPECT_TRUE(is_srgb(*color)) << curve;
  }
  EXPECT_EQ(color_of({.properties = nclx(1, 4), .items = {{1, {1}}}})->transfer, Transfer::power);
}

TEST(HeifColor, ReadsThePeak) {
  const std::string light = iso_box("clli", big_endian(1500, 2) + big_endian(200, 2));
  const std::string display = iso_box(
      "mdcv", std::string(16, '\1') + big_endian(static_cast<std::uint64_t>(600 * kUnit), 4) +
                  big_endian(1, 4));
  EXPECT_DOUBLE_EQ(
      color_of({.properties = nclx(9, 16) + light, .items = {{1, {1, 2}}}})->peak_luminance, 1500);
  EXPECT_DOUBLE_EQ(
      color_of({.properties = nclx(9, 16) + display, .items = {{1, {1, 2}}}})->peak_luminance, 600);
  EXPECT_DOUBLE_EQ(
      color_of({.properties = nclx(9, 16) + light, .items = {{1, {1}}}})->peak_luminance, 0);
}

TEST(HeifColor, OfAGridIsThatOfItsFirstTile) {
  const std::string references =
      iso_box("thmb", big_endian(3, 2) + big_endian(1, 2) + big_endian(9, 2)) +
      iso_box("dimg", big_endian(9, 2) + big_endian(2, 2) + big_endian(4, 2) + big_endian(5, 2));
  const Heif heif{.properties = nclx(1, 13) + nclx(9, 18),
                  .items = {{3, {1}}, {4, {2}}, {5, {2}}},
                  .primary = 9,
                  .references = references};
  const auto color = color_of(heif);
  ASSERT_TRUE(color);
  EXPECT_EQ(color->transfer, Transfer::hlg);
}

TEST(HeifColor, IsNothingWithoutABox) {
  EXPECT_FALSE(color_of({.properties = iso_box("pixi", "0000"), .items = {{1, {1}}}}));
  EXPECT_FALSE(color_of({.properties = nclx(9, 16), .items = {{2, {1}}}}));
  EXPECT_FALSE(color_of({.properties = nclx(9, 16), .items = {{1, {0, 2, 127}}}}));
  EXPECT_FALSE(color_of({.properties = iso_box("colr", "prof and so on"), .items = {{1, {1}}}}));
  EXPECT_FALSE(color_of_heif(fixture("allowed/picture.heic")));
  EXPECT_FALSE(color_of_heif(""));
}

TEST(HeifColor, CutFilesAreTaken) {
  const std::string file = bytes_of_heif({.properties = nclx(9, 16), .items = {{1, {1}}}});
  for (std::size_t length = 0; length < file.size(); ++length) {
    (void)color_of_heif(file.substr(0, length));
  }
  EXPECT_TRUE(color_of_heif(file));
}

std::string profile(std::string_view tag, std::string_view body, unsigned offset = 144) {
  return std::string(128, '\0') + big_endian(1, 4) + std::string(tag) + big_endian(offset, 4) +
         big_endian(body.size(), 4) + std::string(body);
}

std::string cicp_tag(int primaries, int transfer) {
  return std::string("cicp") + big_endian(0, 4) + static_cast<char>(primaries) +
         static_cast<char>(transfer) + std::string("\0\1", 2);
}

TEST(IccColor, IsThatOfTheCicpTag) {
  const auto color_of_profile = [](const std::string& icc) { return icc_color(bytes_of(icc)); };
  const auto color = color_of_profile(profile("cicp", cicp_tag(9, 16)));
  ASSERT_TRUE(color);
  EXPECT_EQ(color->transfer, Transfer::pq);
  EXPECT_FALSE(color_of_profile(profile("cicp", cicp_tag(12, 13)))) << "the profile says it better";
  EXPECT_FALSE(color_of_profile(profile("desc", cicp_tag(9, 16))));
  EXPECT_FALSE(color_of_profile(profile("cicp", cicp_tag(9, 16), 145)));
  EXPECT_FALSE(color_of_profile(profile("cicp", cicp_tag(9, 16), 0xFFFF'FFFF)));
  EXPECT_FALSE(color_of_profile(""));
  EXPECT_FALSE(color_of_profile(std::string(130, '\xff')));
  EXPECT_FALSE(color_of_profile(std::string(500, '\xff')));
}

}  // namespace
}  // namespace audmg::media

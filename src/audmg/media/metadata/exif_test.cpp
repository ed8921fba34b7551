// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/metadata/exif.hpp"

#include "audmg/media/metadata/tiff_fields.hpp"
#include "audmg/media/record/record_limits.hpp"
#include "doubles/exif_block.hpp"
#include "doubles/media_fixtures.hpp"

#include <gtest/gtest.h>

namespace audmg::media {
namespace {

using enum ExifBlock::Directory;
using Order = ExifBlock::Order;

ImageFacts exif_facts(std::string_view block, std::size_t max_text_bytes = 512) {
  return read_exif(bytes_of(block), max_text_bytes).image;
}

std::string taken_at(std::string_view time, std::string_view offset = "",
                     std::string_view fraction = "") {
  ExifBlock block;
  block.text(exif, 0x9003, time).text(exif, 0x9011, offset).text(exif, 0x9291, fraction);
  return exif_facts(block.bytes()).taken_at;
}

TEST(Exif, ReadsAllFactsInBothByteOrders) {
  using namespace std::string_literals;
  for (const std::string& block :
       {full_exif_block(Order::little).bytes(), full_exif_block(Order::big).bytes(),
        "Exif\0\0"s + full_exif_block().bytes()}) {
    const ImageFacts facts = exif_facts(block);
    EXPECT_EQ(facts.camera_make, "Camera Works");
    EXPECT_EQ(facts.camera_model, "Model 1");
    EXPECT_EQ(facts.lens, "50mm F2.8");
    EXPECT_EQ(facts.taken_at, "2026-01-31T23:59:59.25+01:00");
    EXPECT_EQ(facts.exposure_seconds, 1.0 / 250);
    EXPECT_EQ(facts.f_number, 2.8);
    EXPECT_EQ(facts.focal_length_millimetres, 50.0);
    EXPECT_EQ(facts.iso, 400U);
    ASSERT_TRUE(facts.place.has_value());
    EXPECT_NEAR(*facts.place->latitude, -48.51, 1e-9);
    EXPECT_NEAR(*facts.place->longitude, -2.25, 1e-9);
    EXPECT_EQ(facts.place->altitude_metres, -35.5);
  }
}

TEST(Exif, TimesAreRfc3339OrNothing) {
  EXPECT_EQ(taken_at("2026:01:31 23:59:59"), "2026-01-31T23:59:59");
  EXPECT_EQ(taken_at("2026-01-31T23:59:59"), "2026-01-31T23:59:59");
  EXPECT_EQ(taken_at("2026:01:31 23:59:59", "Z"), "2026-01-31T23:59:59Z");
  EXPECT_EQ(taken_at("2026:01:31 23:59:59", "-09:30", "123   "), "2026-01-31T23:59:59.123-09:30");
  EXPECT_EQ(taken_at("2026:01:31 23:59:59", "   :  "), "2026-01-31T23:59:59");
  EXPECT_EQ(taken_at("2026:01:31 23:59:59", "+99:00", "x"), "2026-01-31T23:59:59");
  for (const char* text : {"0000:00:00 00:00:00", "    :  :     :  :  ", "2026:13:01 00:00:00",
                           "2026:01:31", "2026:01:31 24:00:00", ""}) {
    EXPECT_EQ(taken_at(text), "") << text;
  }
  EXPECT_EQ(exif_facts(ExifBlock().text(exif, 0x9004, "2026:01:31 23:59:59").bytes()).taken_at,
            "2026-01-31T23:59:59");
}

TEST(Exif, TextIsValidBoundedAndClean) {
  const auto make = [](std::string_view text, std::size_t max = 512) {
    return exif_facts(ExifBlock().text(first, 0x010f, text).bytes(), max).camera_make;
  };
  EXPECT_EQ(make("  a\r\nb\x01 "), "a  b");
  EXPECT_EQ(make(std::string_view("long enough\0hidden", 18)), "long enough");
  EXPECT_EQ(make("Gr\xfc\xdf"
                 "e"),
            "Grüße");
  EXPECT_EQ(make(std::string(5000, 'a'), 100), std::string(100, 'a'));
  EXPECT_EQ(make("   "), "");
}

TEST(Exif, OffsetsStandForEachOther) {
  const auto taken = [](std::uint16_t time, std::uint16_t offset) {
    ExifBlock block;
    block.text(exif, time, "2025:05:01 02:13:00").text(exif, offset, "+02:00");
    return exif_facts(block.bytes()).taken_at;
  };
  for (const std::uint16_t time : {std::uint16_t{0x9003}, std::uint16_t{0x9004}}) {
    for (const std::uint16_t offset :
         {std::uint16_t{0x9010}, std::uint16_t{0x9011}, std::uint16_t{0x9012}}) {
      EXPECT_EQ(taken(time, offset), "2025-05-01T02:13:00+02:00");
    }
  }
  // The offset of an edit is not that of the picture.
  ExifBlock edited;
  edited.text(exif, 0x9003, "2024:07:01 10:00:00").text(exif, 0x9010, "+01:00");
  edited.text(exif, 0x9011, "+02:00");
  EXPECT_EQ(exif_facts(edited.bytes()).taken_at, "2024-07-01T10:00:00+02:00");
}

TEST(Exif, TheChangeOfTheFileIsSaidApart) {
  ExifBlock block;
  block.text(first, 0x0132, "2008:07:31 10:05:49").text(exif, 0x9290, "5");
  block.text(exif, 0x9010, "-05:00");
  const FoundFacts found = read_exif(bytes_of(block.bytes()), 512);
  EXPECT_EQ(found.image.taken_at, "");
  EXPECT_EQ(found.changed_at, "2008-07-31T10:05:49.5-05:00");
}

TEST(Exif, ReadsWhenThePositionWasMeasured) {
  ExifBlock block;
  block.text(gps, 29, "2026:01:31").fractions(gps, 7, {{22, 1}, {59, 1}, {595, 10}});
  EXPECT_EQ(read_exif(bytes_of(block.bytes()), 512).position_time, "2026-01-31T22:59:59Z");
  ExifBlock wrong;
  wrong.text(gps, 29, "2026:01:31").fractions(gps, 7, {{25, 1}, {0, 1}, {0, 1}});
  EXPECT_EQ(read_exif(bytes_of(wrong.bytes()), 512).position_time, "");
}

TEST(Exif, ReadsPositionsInEveryForm) {
  using Fractions = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
  const auto latitude = [](std::string_view reference, const Fractions& value) {
    ExifBlock block;
    block.text(gps, 1, reference).fractions(gps, 2, value).text(gps, 3, "E");
    block.fractions(gps, 4, {{1, 1}, {0, 1}, {0, 1}});
    const ImageFacts facts = exif_facts(block.bytes());
    return facts.place ? facts.place->latitude.value_or(99) : 99;
  };
  EXPECT_NEAR(latitude("N", {{48, 1}, {30, 1}, {36, 1}}), 48.51, 1e-9);
  EXPECT_NEAR(latitude("N", {{48, 1}, {306, 10}, {0, 1}}), 48.51, 1e-9);
  EXPECT_NEAR(latitude("N", {{48, 1}, {306, 10}, {0, 0}}), 48.51, 1e-9);
  EXPECT_NEAR(latitude("N", {{4851, 100}}), 48.51, 1e-9);
  EXPECT_NEAR(latitude("", {{4851, 100}}), 48.51, 1e-9);
  EXPECT_NEAR(latitude("south", {{4851, 100}}), -48.51, 1e-9);
  EXPECT_NEAR(latitude("s", {{4851, 100}}), -48.51, 1e-9);
  ExifBlock text;
  text.text(gps, 1, "S").text(gps, 2, "48,30.6").text(gps, 3, "E").text(gps, 4, "2.25");
  ASSERT_TRUE(exif_facts(text.bytes()).place);
  EXPECT_NEAR(*exif_facts(text.bytes()).place->latitude, -48.51, 1e-9);
  ExifBlock none;
  none.fractions(gps, 2, {{0, 1}, {0, 1}, {0, 1}}).fractions(gps, 4, {{0, 1}, {0, 1}, {0, 1}});
  EXPECT_FALSE(exif_facts(none.bytes()).place);
}

TEST(Exif, ReadsWordsOfPeople) {
  const auto windows = [](std::u16string_view text) {
    std::string bytes;
    for (const char16_t unit : text) {
      bytes.push_back(static_cast<char>(unit & 0xffU));
      bytes.push_back(static_cast<char>(unit >> 8U));
    }
    return bytes;
  };
  ExifBlock block;
  block.text(first, 0x010e, "OLYMPUS DIGITAL CAMERA").text(first, 0x9c9c, windows(u"Wörter"));
  block.text(first, 0x9c9b, windows(u"Titel")).text(first, 0x9c9e, windows(u"sea; Fluß"));
  block.text(first, 0x013b, "A. Person").number(first, 0x4746, 4);
  block.text(first, 0x8298, std::string_view(" \0(c) Editor", 13));
  const ImageFacts facts = exif_facts(block.bytes());
  EXPECT_EQ(facts.title, "Titel");
  EXPECT_EQ(facts.description, "Wörter");
  EXPECT_EQ(facts.keywords, (std::vector<std::string>{"sea", "Fluß"}));
  EXPECT_EQ(facts.creator, "A. Person");
  EXPECT_EQ(facts.copyright, "(c) Editor");
  EXPECT_EQ(facts.rating, 4U);
  EXPECT_EQ(exif_facts(ExifBlock().number(first, 0x4749, 75).bytes()).rating, 4U);
}

TEST(Exif, ReadsHowThePictureWasTakenFromTheFieldsThatAreThere) {
  ExifBlock block;
  block.fractions(exif, 0x9201, {{8, 1}}).fractions(exif, 0x9202, {{4, 1}});
  block.number(exif, 0x8827, 65'535).number(exif, 0x8832, 51'200);
  block.text(exif, 0xa434, "0.0 mm f/0.0");
  const ImageFacts facts = exif_facts(block.bytes());
  EXPECT_EQ(facts.exposure_seconds, 1.0 / 256);
  EXPECT_EQ(facts.f_number, 4.0);
  EXPECT_EQ(facts.iso, 51'200U);
  EXPECT_EQ(facts.lens, "");
  // TIFF/EP has them in the first directory.
  EXPECT_EQ(exif_facts(ExifBlock().text(first, 0x9003, "2026:01:31 23:59:59").bytes()).taken_at,
            "2026-01-31T23:59:59");
}

TEST(Exif, LeavesOutWhatCannotBe) {
  const auto facts = [](const ExifBlock& block) { return exif_facts(block.bytes()); };
  EXPECT_FALSE(facts(ExifBlock().fractions(exif, 0x829a, {{1, 0}})).exposure_seconds.has_value());
  EXPECT_FALSE(facts(ExifBlock().fractions(exif, 0x829d, {{0, 1}})).f_number.has_value());
  EXPECT_FALSE(facts(ExifBlock().number(exif, 0x8827, 0)).iso.has_value());
  EXPECT_FALSE(facts(ExifBlock().number(exif, 0x8827, 65'535)).iso.has_value());
  ExifBlock north;
  north.fractions(gps, 2, {{91, 1}}).fractions(gps, 4, {{1, 1}});
  EXPECT_FALSE(facts(north).place.has_value());
  EXPECT_FALSE(facts(ExifBlock().fractions(gps, 2, {{1, 1}})).place.has_value());
  ExifBlock unknown;
  unknown.fractions(gps, 2, {{0, 0}}).fractions(gps, 4, {{0, 0}});
  EXPECT_FALSE(facts(unknown).place.has_value());
}

TEST(Exif, DirectoriesAreNowhereElseThanInTheBlock) {
  const std::string block = full_exif_block().bytes();
  const TiffStructure tiff(bytes_of(block));
  for (const double offset : {-1.0, 6.5e91, 4'294'967'295.0, static_cast<double>(block.size())}) {
    EXPECT_EQ(tiff.fields_at(offset).number(1), std::nullopt) << offset;
  }
}

TEST(Exif, ReadsTheFieldsOfATiffFile) {
  const std::string file = fixture("allowed/big-endian.tiff");
  ASSERT_FALSE(file.empty());
  EXPECT_EQ(exif_facts(file).taken_at, "");
  EXPECT_EQ(exif_facts(fixture("allowed/bigtiff.tiff")).camera_make, "");
}

// Cut or changed anywhere, a block yields facts that a record may have.
TEST(Exif, AnyDamageIsSurvived) {
  const std::string block = full_exif_block().bytes();
  for (std::size_t length = 0; length < block.size(); ++length) {
    const std::string cut(block, 0, length);
    (void)exif_facts(cut);
  }
  for (std::size_t i = 0; i < block.size(); ++i) {
    for (const char change : {'\0', '\x01', '\x7f', '\xff'}) {
      std::string changed = block;
      changed[i] = change;
      const ImageFacts facts = exif_facts(changed);
      EXPECT_TRUE(facts.taken_at.empty() || is_local_or_zoned_time(facts.taken_at));
      EXPECT_TRUE(!facts.place || kLatitude.contains(*facts.place->latitude));
    }
  }
}

}  // namespace
}  // namespace audmg::media

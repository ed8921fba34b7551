// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/metadata/xmp.hpp"

#include "audmg/media/metadata/xmp_properties.hpp"
#include "audmg/media/record/record_limits.hpp"
#include "contract/error_code.hpp"
#include "doubles/metadata_files.hpp"

#include <gtest/gtest.h>

namespace audmg::media {
namespace {

using Words = std::vector<std::string>;

ImageFacts xmp_facts(std::string_view packet) {
  const auto found = read_xmp(packet, kMaxTextFactBytes);
  EXPECT_TRUE(found) << found.error().message;
  return found ? found->image : ImageFacts{};
}
ImageFacts facts_in(std::string_view properties, std::string_view attributes = "") {
  return xmp_facts(xmp_packet(properties, attributes));
}

constexpr std::string_view kFullProperties =
    "<dc:title><rdf:Alt><rdf:li xml:lang='pt'>Manhã</rdf:li>"
    "<rdf:li xml:lang='x-default'>Morning &amp; river</rdf:li></rdf:Alt></dc:title>"
    "<dc:description><rdf:Alt><rdf:li xml:lang='x-default'>One\n&lt;b&gt;two&lt;/b&gt;</rdf:li>"
    "</rdf:Alt></dc:description>"
    "<dc:subject><rdf:Bag><rdf:li>river</rdf:li><rdf:li>Porto</rdf:li></rdf:Bag></dc:subject>"
    "<lr:hierarchicalSubject><rdf:Bag><rdf:li>Places|Portugal|Porto</rdf:li>"
    "<rdf:li>Things|Boat</rdf:li></rdf:Bag></lr:hierarchicalSubject>"
    "<dc:creator><rdf:Seq><rdf:li>A. Person</rdf:li><rdf:li>B. "
    "Other</rdf:li></rdf:Seq></dc:creator>"
    "<dc:rights><rdf:Alt><rdf:li xml:lang='x-default'>(c) A. Person</rdf:li></rdf:Alt></dc:rights>"
    "<exif:ISOSpeedRatings><rdf:Seq><rdf:li>400</rdf:li></rdf:Seq></exif:ISOSpeedRatings>"
    "<exif:GPSLatitude>48,30.6S</exif:GPSLatitude>"
    "<Iptc4xmpCore:Location>Old Town</Iptc4xmpCore:Location>";
constexpr std::string_view kFullAttributes =
    "xmp:Rating='4' xmp:CreateDate='2026-02-01T08:00:00' photoshop:City='Porto'"
    " photoshop:State='Norte' photoshop:Country='Portugal'"
    " exif:DateTimeOriginal='2026-01-31T23:59:59.25+01:00'"
    " exif:GPSLongitude='2,15.0W' exif:GPSAltitude='71/2' exif:GPSAltitudeRef='1'"
    " exif:ExposureTime='1/250' exif:FNumber='28/10' exif:FocalLength='50/1'"
    " tiff:Make='Camera Works' tiff:Model='Model 1' aux:Lens='50mm F2.8'";

TEST(Xmp, ReadsAllFacts) {
  const ImageFacts facts = facts_in(kFullProperties, kFullAttributes);
  EXPECT_EQ(facts.title, "Morning & river");
  EXPECT_EQ(facts.description, "One\n<b>two</b>");
  EXPECT_EQ(facts.keywords, (Words{"river", "Porto", "Boat"}));
  EXPECT_EQ(facts.rating, 4U);
  EXPECT_EQ(facts.creator, "A. Person, B. Other");
  EXPECT_EQ(facts.copyright, "(c) A. Person");
  EXPECT_EQ(facts.taken_at, "2026-01-31T23:59:59.25+01:00");
  EXPECT_EQ(facts.camera_make, "Camera Works");
  EXPECT_EQ(facts.camera_model, "Model 1");
  EXPECT_EQ(facts.lens, "50mm F2.8");
  EXPECT_EQ(facts.exposure_seconds, 1.0 / 250);
  EXPECT_EQ(facts.f_number, 2.8);
  EXPECT_EQ(facts.focal_length_millimetres, 50.0);
  EXPECT_EQ(facts.iso, 400U);
  ASSERT_TRUE(facts.place);
  EXPECT_NEAR(*facts.place->latitude, -48.51, 1e-9);
  EXPECT_NEAR(*facts.place->longitude, -2.25, 1e-9);
  EXPECT_EQ(facts.place->altitude_metres, -35.5);
  EXPECT_EQ(facts.place->name, "Old Town, Porto, Norte, Portugal");
}

TEST(Xmp, DatesAreBelievedInOrder) {
  EXPECT_EQ(facts_in("", "xmp:CreateDate='2010-04-13T09:37:22+02:00'").taken_at,
            "2010-04-13T09:37:22+02:00");
  EXPECT_EQ(facts_in("", "xmp:CreateDate='2011-01-01T00:00:00' photoshop:DateCreated='2010-04-13'")
                .taken_at,
            "2010-04-13T00:00:00");
  EXPECT_EQ(facts_in("", "xmp:ModifyDate='2011-01-01T00:00:00'").taken_at, "");
  EXPECT_EQ(facts_in("", "photoshop:DateCreated='2010-04'").taken_at, "");
}

TEST(Xmp, ReadsEveryFormOfRdf) {
  // A simple value where a list is due, a value with qualifiers, a reference, an element that
  // declares its own namespace under another prefix.
  const ImageFacts facts = facts_in(
      "<dc:subject>river</dc:subject>"
      "<dc:title rdf:parseType='Resource'><rdf:value>Morning</rdf:value></dc:title>"
      "<dc:rights rdf:resource='https://example.org/licence'/>"
      "<a:creator xmlns:a='http://purl.org/dc/elements/1.1/'>A. Person</a:creator>"
      "<dc:description><rdf:Description><rdf:value>Words</rdf:value></rdf:Description>"
      "</dc:description>");
  EXPECT_EQ(facts.keywords, Words{"river"});
  EXPECT_EQ(facts.title, "Morning");
  EXPECT_EQ(facts.copyright, "https://example.org/licence");
  EXPECT_EQ(facts.creator, "A. Person");
  EXPECT_EQ(facts.description, "Words");
}

TEST(Xmp, ReadsPacketsOfUnusualShape) {
  // Several descriptions, rdf:RDF as the root, another prefix, padding and zeros around it.
  const std::string rdf =
      "<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
      " xmlns:xap='http://ns.adobe.com/xap/1.0/'><r:Description xap:Rating='2'/>"
      "<r:Description xmlns:d='http://purl.org/dc/elements/1.1/'><d:title>T</d:title>"
      "</r:Description></r:RDF>";
  for (const std::string& packet : {rdf, "\xef\xbb\xbf" + rdf, rdf + std::string(100, '\0'),
                                    "  \n" + rdf + "  \n", "<?xml version='1.0'?>" + rdf}) {
    const ImageFacts facts = xmp_facts(packet);
    EXPECT_EQ(facts.rating, 2U);
    EXPECT_EQ(facts.title, "T");
  }
  std::string utf16 = "\xff\xfe";
  for (const char c : rdf) utf16.append(1, c).append(1, '\0');
  EXPECT_EQ(xmp_facts(utf16).title, "T");
}

TEST(Xmp, ForeignBytesAreReplaced) {
  EXPECT_EQ(facts_in("<dc:title>Gr\xfc</dc:title>").title, "Gr\uFFFD");
}

TEST(Xmp, RatingsAreStars) {
  EXPECT_EQ(facts_in("", "xmp:Rating='5.0'").rating, 5U);
  EXPECT_EQ(facts_in("", "xmp:Rating='0'").rating, 0U);
  EXPECT_EQ(facts_in("", "xmp:Rating='-1' MicrosoftPhoto:Rating='99'").rating, std::nullopt);
  EXPECT_EQ(facts_in("", "MicrosoftPhoto:Rating='75'").rating, 4U);
  EXPECT_EQ(facts_in("", "xmp:Rating='many'").rating, std::nullopt);
}

TEST(Xmp, HierarchiesAreKeywordsWithoutFlatOnes) {
  const auto tags = [](std::string_view property) {
    return facts_in("<" + std::string(property) +
                    "><rdf:Seq><rdf:li>Places/Porto</rdf:li><rdf:li>Sea</rdf:li></rdf:Seq></" +
                    std::string(property) + ">")
        .keywords;
  };
  EXPECT_EQ(tags("digiKam:TagsList"), (Words{"Porto", "Sea"}));
  EXPECT_EQ(tags("MicrosoftPhoto:LastKeywordXMP"), (Words{"Porto", "Sea"}));
}

TEST(Xmp, PlacesMayBeStructures) {
  const ImageFacts shown = facts_in(
      "<Iptc4xmpExt:LocationShown><rdf:Bag><rdf:li rdf:parseType='Resource'>"
      "<Iptc4xmpExt:City>Porto</Iptc4xmpExt:City>"
      "<Iptc4xmpExt:CountryName>Portugal</Iptc4xmpExt:CountryName></rdf:li></rdf:Bag>"
      "</Iptc4xmpExt:LocationShown>");
  ASSERT_TRUE(shown.place);
  EXPECT_EQ(shown.place->name, "Porto, Portugal");
  const ImageFacts created = facts_in(
      "<Iptc4xmpExt:LocationCreated><rdf:Bag><rdf:li><rdf:Description Iptc4xmpExt:City='Porto'/>"
      "</rdf:li></rdf:Bag></Iptc4xmpExt:LocationCreated>");
  ASSERT_TRUE(created.place);
  EXPECT_EQ(created.place->name, "Porto");
}

TEST(Xmp, LeavesOutWhatCannotBe) {
  const ImageFacts facts =
      facts_in("",
               "exif:GPSLatitude='91,0N' exif:GPSLongitude='1,0E' exif:FNumber='1/0'"
               " xmp:CreateDate='yesterday' exif:ExposureTime='-1/2'");
  EXPECT_FALSE(facts.place);
  EXPECT_FALSE(facts.f_number);
  EXPECT_FALSE(facts.exposure_seconds);
  EXPECT_EQ(facts.taken_at, "");
  EXPECT_FALSE(facts_in("", "exif:GPSLatitude='0,0N' exif:GPSLongitude='0,0E'").place);
}

TEST(Xmp, RefusesWhatIsNotXmp) {
  for (const std::string_view text :
       {"", "text", "<svg xmlns='http://www.w3.org/2000/svg'/>", "<x:xmpmeta>", "{\"a\":1}",
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><RDF>&x;</RDF>"}) {
    EXPECT_EQ(error_code(read_xmp(text, kMaxTextFactBytes)), ErrorCode::invalid_argument) << text;
  }
  EXPECT_EQ(error_code(read_xmp(std::string(kMaxXmpBytes + 1, ' '), 1)), ErrorCode::too_large);
  std::string deep;
  for (int i = 0; i < 1000; ++i) deep += "<a>";
  for (int i = 0; i < 1000; ++i) deep += "</a>";
  EXPECT_EQ(error_code(read_xmp(xmp_packet(deep), 1)), ErrorCode::too_large);
}

TEST(Xmp, AnyDamageIsSurvived) {
  const std::string packet = xmp_packet(kFullProperties, kFullAttributes);
  for (std::size_t length = 0; length < packet.size(); length += 37) {
    (void)read_xmp(packet.substr(0, length), kMaxTextFactBytes);
  }
  for (std::size_t i = 0; i < packet.size(); i += 11) {
    for (const char change : {'\0', '<', '\xff'}) {
      std::string changed = packet;
      changed[i] = change;
      (void)read_xmp(changed, kMaxTextFactBytes);
    }
  }
}

}  // namespace
}  // namespace audmg::media

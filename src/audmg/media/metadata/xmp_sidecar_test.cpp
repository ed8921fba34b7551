// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/metadata/xmp_sidecar.hpp"

#include "audmg/media/metadata/xmp_properties.hpp"
#include "audmg/media/record/record_limits.hpp"
#include "contract/error_code.hpp"
#include "doubles/metadata_files.hpp"

#include <gtest/gtest.h>

namespace audmg::media {
namespace {

FoundFacts sidecar_of(std::string_view properties, std::string_view attributes = "") {
  const auto found = read_xmp_sidecar(xmp_packet(properties, attributes));
  EXPECT_TRUE(found) << found.error().message;
  return found ? *found : FoundFacts{};
}

TEST(XmpSidecar, StandsAboveTheFileWhereItSaysSomething) {
  ImageFacts facts{.width = 640, .height = 480, .taken_at = "2026-01-31T23:59:59"};
  facts.title = "Old";
  facts.camera_model = "Model 1";
  facts.keywords = {"old", "words"};
  facts.place = Place{.latitude = 1, .longitude = 2, .altitude_metres = 3, .name = "Old Town"};
  apply_sidecar(sidecar_of("<dc:title>New</dc:title><dc:subject><rdf:Bag><rdf:li>new</rdf:li>"
                           "</rdf:Bag></dc:subject>",
                           "xmp:Rating='3' exif:GPSLatitude='48,30.6N' exif:GPSLongitude='2,15E'"
                           " exif:DateTimeOriginal='2025-05-05T10:00:00+02:00'"),
                facts);
  EXPECT_EQ(facts.width, 640U);
  EXPECT_EQ(facts.title, "New");
  EXPECT_EQ(facts.keywords, std::vector<std::string>{"new"});
  EXPECT_EQ(facts.rating, 3U);
  EXPECT_EQ(facts.taken_at, "2025-05-05T10:00:00+02:00");
  EXPECT_EQ(facts.camera_model, "Model 1");
  EXPECT_NEAR(*facts.place->latitude, 48.51, 1e-9);
  EXPECT_FALSE(facts.place->altitude_metres);
  EXPECT_EQ(facts.place->name, "Old Town");
}

TEST(XmpSidecar, KeepsTheOffsetThatOnlyTheFileKnows) {
  ImageFacts facts{.taken_at = "2026-01-31T23:59:59.5+01:00"};
  apply_sidecar(sidecar_of("", "exif:DateTimeOriginal='2026-01-31T23:59:59'"), facts);
  EXPECT_EQ(facts.taken_at, "2026-01-31T23:59:59.5+01:00");
  apply_sidecar(sidecar_of("", "exif:DateTimeOriginal='2026-01-31T23:00:00'"), facts);
  EXPECT_EQ(facts.taken_at, "2026-01-31T23:00:00");
}

TEST(XmpSidecar, AnEmptyOneChangesNothing) {
  ImageFacts facts{.taken_at = "2026-01-31T23:59:59", .title = "Old"};
  apply_sidecar(sidecar_of(""), facts);
  EXPECT_EQ(facts.title, "Old");
  EXPECT_EQ(facts.taken_at, "2026-01-31T23:59:59");
  EXPECT_FALSE(facts.place);
}

TEST(XmpSidecar, TellsOfRecordings) {
  AudioFacts facts;
  facts.tags.title = "Old";
  facts.tags.artist = "Artist";
  const std::string words(kMaxDescriptionBytes, 'x');
  apply_sidecar(sidecar_of("<dc:title>New</dc:title><dc:description>" + words + "</dc:description>",
                           "photoshop:City='Porto'"),
                facts);
  EXPECT_EQ(facts.tags.title, "New");
  EXPECT_EQ(facts.tags.artist, "Artist");
  EXPECT_EQ(facts.tags.comment.size(), kMaxCommentBytes);
  EXPECT_EQ(facts.place->name, "Porto");
}

TEST(XmpSidecar, RefusesOtherFiles) {
  EXPECT_EQ(error_code(read_xmp_sidecar("")), ErrorCode::invalid_argument);
  EXPECT_EQ(error_code(read_xmp_sidecar("<plist/>")), ErrorCode::invalid_argument);
  EXPECT_EQ(error_code(read_xmp_sidecar(std::string(kMaxXmpBytes + 1, '<'))), ErrorCode::too_large);
}

}  // namespace
}  // namespace audmg::media

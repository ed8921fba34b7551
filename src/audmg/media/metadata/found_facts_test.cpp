// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/metadata/found_facts.hpp"

#include <gtest/gtest.h>

namespace audmg::media {
namespace {

ImageFacts merged(const MetadataSources& sources) {
  ImageFacts facts{.width = 640, .height = 480, .frames = 2};
  add_facts(sources, facts);
  EXPECT_EQ(facts.width, 640U);
  EXPECT_EQ(facts.frames, 2U);
  return facts;
}

TEST(FoundFacts, DatesGoByTheirSource) {
  MetadataSources sources;
  EXPECT_EQ(merged(sources).taken_at, "");
  sources.container.changed_at = "2020-01-01T00:00:07Z";
  EXPECT_EQ(merged(sources).taken_at, "2020-01-01T00:00:07Z");
  sources.exif.changed_at = "2020-01-01T00:00:06";
  EXPECT_EQ(merged(sources).taken_at, "2020-01-01T00:00:06");
  sources.exif.position_time = "2021-01-01T00:00:05Z";
  EXPECT_EQ(merged(sources).taken_at, "2021-01-01T00:00:05Z");
  sources.container.image.taken_at = "2020-01-01T00:00:05";
  EXPECT_EQ(merged(sources).taken_at, "2020-01-01T00:00:05");
  sources.iptc.image.taken_at = "2020-01-01T00:00:04";
  EXPECT_EQ(merged(sources).taken_at, "2020-01-01T00:00:04");
  sources.xmp.image.taken_at = "2020-01-01T00:00:03+02:00";
  EXPECT_EQ(merged(sources).taken_at, "2020-01-01T00:00:03+02:00");
  sources.exif.image.taken_at = "2020-01-01T00:00:02";
  EXPECT_EQ(merged(sources).taken_at, "2020-01-01T00:00:02");
}

TEST(FoundFacts, AnOffsetComesFromWhereverItIsKnown) {
  MetadataSources sources;
  sources.exif.image.taken_at = "2026-01-31T23:59:59.25";
  sources.exif.position_time = "2026-01-31T22:59:30Z";
  EXPECT_EQ(merged(sources).taken_at, "2026-01-31T23:59:59.25+01:00");
  sources.xmp.image.taken_at = "2026-01-31T23:59:59Z";
  EXPECT_EQ(merged(sources).taken_at, "2026-01-31T23:59:59.25+01:00");
  sources.xmp.image.taken_at = "2026-01-31T23:59:59+02:00";
  EXPECT_EQ(merged(sources).taken_at, "2026-01-31T23:59:59.25+02:00");
  sources.exif.image.taken_at = "2026-01-31T23:59:59.25+03:00";
  EXPECT_EQ(merged(sources).taken_at, "2026-01-31T23:59:59.25+03:00");
  sources.exif.image.taken_at = "2026-01-31T10:17:00";
  EXPECT_EQ(merged(sources).taken_at, "2026-01-31T10:17:00");
}

TEST(FoundFacts, WordsGoByThePersonWhoWroteThem) {
  MetadataSources sources;
  sources.container.image.title = "container";
  EXPECT_EQ(merged(sources).title, "container");
  sources.exif.image.title = "exif";
  EXPECT_EQ(merged(sources).title, "exif");
  sources.iptc.image.title = "iptc";
  EXPECT_EQ(merged(sources).title, "iptc");
  sources.xmp.image.title = "xmp";
  EXPECT_EQ(merged(sources).title, "xmp");
  sources.iptc.image.keywords = {"a"};
  sources.exif.image.rating = 0;
  EXPECT_EQ(merged(sources).keywords, std::vector<std::string>{"a"});
  EXPECT_EQ(merged(sources).rating, 0U);
}

TEST(FoundFacts, PlacesHaveCoordinatesAndANameOfTwoSources) {
  MetadataSources sources;
  sources.iptc.image.place = Place{.name = "Porto"};
  EXPECT_EQ(merged(sources).place->name, "Porto");
  sources.xmp.image.place = Place{.latitude = 1, .longitude = 2, .altitude_metres = 3};
  sources.exif.image.place = Place{.latitude = 4, .longitude = 5};
  const ImageFacts facts = merged(sources);
  EXPECT_EQ(facts.place->name, "Porto");
  EXPECT_EQ(facts.place->latitude, 4);
  EXPECT_EQ(facts.place->longitude, 5);
  EXPECT_FALSE(facts.place->altitude_metres);
}

TEST(FoundFacts, UnknownFactsAreAdded) {
  FoundFacts first;
  first.image.lens = "50mm";
  FoundFacts second;
  second.image.lens = "35mm";
  second.image.iso = 100;
  second.changed_at = "2020-01-01T00:00:00";
  add_unknown(first, second);
  EXPECT_EQ(first.image.lens, "50mm");
  EXPECT_EQ(first.image.iso, 100U);
  EXPECT_EQ(first.changed_at, "2020-01-01T00:00:00");
}

}  // namespace
}  // namespace audmg::media

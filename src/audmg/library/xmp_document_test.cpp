// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/library/xmp_document.hpp"

#include "audmg/library/edit_fields.hpp"
#include "audmg/media/metadata/xmp_sidecar.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace audmg::library {
namespace {

TEST(XmpDocument, IsReadBackByTheDrive) {
  FileEdits edits;
  edits.title = "Sea & <sun>";
  edits.description = "two\nlines";
  edits.keywords = std::vector<std::string>{"東京", "a, b"};
  edits.rating = 4;
  edits.date = "2019-07-14T18:30:00+02:00";
  edits.place.name = "Porto";
  edits.place.latitude = -41.150331;
  edits.place.longitude = 8.610012;
  const auto read = media::read_xmp_sidecar(xmp_document(xmp_facts_of(edits)));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->image.title, edits.title);
  EXPECT_EQ(read->image.description, edits.description);
  EXPECT_EQ(read->image.keywords, edits.keywords);
  EXPECT_EQ(read->image.rating, edits.rating);
  EXPECT_EQ(read->image.taken_at, edits.date);
  ASSERT_TRUE(read->image.place && read->image.place->latitude);
  EXPECT_EQ(read->image.place->name, "Porto");
  EXPECT_NEAR(*read->image.place->latitude, -41.150331, 1e-7);
  EXPECT_NEAR(*read->image.place->longitude, 8.610012, 1e-7);
}

TEST(XmpDocument, HasTheTagsOfMusic) {
  FileEdits edits;
  edits.tags.artist = "Björk";
  edits.tags.track = 3;
  const std::string document = xmp_document(xmp_facts_of(edits));
  EXPECT_NE(document.find("<xmpDM:artist>Björk</xmpDM:artist>"), std::string::npos);
  EXPECT_NE(document.find("<xmpDM:trackNumber>3</xmpDM:trackNumber>"), std::string::npos);
}

TEST(XmpDocument, HasTheNamesOfLists) {
  FileEdits edits;
  edits.tags.artists = std::vector<std::string>{"Björk", "Thom Yorke"};
  edits.tags.genres = std::vector<std::string>{"Pop", "Rock"};
  const XmpFacts facts = xmp_facts_of(edits);
  EXPECT_EQ(facts.artist, "Björk, Thom Yorke");
  EXPECT_EQ(facts.genre, "Pop");
}

TEST(XmpDocument, HasEveryEditThatXmpHasAPropertyFor) {
  const std::set<std::string_view> without_property = {"albumArtist", "albumArtists", "trackTotal",
                                                       "discTotal"};
  std::size_t written = 0;
  const auto check = [&](std::string_view name, const FileEdits& edits) {
    EXPECT_EQ(xmp_document(xmp_facts_of(edits)).empty(), without_property.contains(name)) << name;
    ++written;
  };
  const auto set = [](auto& member) {
    using Value = std::remove_cvref_t<decltype(*member)>;
    if constexpr (std::is_same_v<Value, std::vector<std::string>>) {
      member = Value{"a", "b"};
    } else if constexpr (std::is_same_v<Value, std::string>) {
      member = "2019";
    } else {
      member = Value{3};
    }
  };
  visit_file_fields([&](const auto& field) {
    FileEdits edits;
    set(edits.*(field.member));
    check(field.name, edits);
  });
  visit_tag_fields([&](const auto& field) {
    FileEdits edits;
    set(edits.tags.*(field.member));
    check(field.name, edits);
  });
  EXPECT_GE(written, 20U);
  FileEdits edits;
  edits.tags.compilation = true;
  check("compilation", edits);
}

TEST(XmpDocument, HasNoSixtyMinutes) {
  FileEdits edits;
  edits.place.latitude = 47.99999999999;
  edits.place.longitude = -0.00000000001;
  const std::string document = xmp_document(xmp_facts_of(edits));
  EXPECT_NE(document.find(">48,0.000000N<"), std::string::npos) << document;
  EXPECT_NE(document.find(">0,0.000000W<"), std::string::npos) << document;
}

TEST(XmpDocument, IsNotMadeOfNothing) {
  FileEdits edits;
  EXPECT_EQ(xmp_document(xmp_facts_of(edits)), "");
  edits.title = "";
  edits.rating = 0;
  edits.keywords = std::vector<std::string>{};
  edits.favorite = true;
  EXPECT_EQ(xmp_document(xmp_facts_of(edits)), "");
}

}  // namespace
}  // namespace audmg::library

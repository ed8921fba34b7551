// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/library/edits.hpp"

#include "audmg/lib/json/document.hpp"

#include <gtest/gtest.h>

#include <string>

namespace audmg::library {
namespace {

using database::FileKind;

std::vector<PatchFault> patch(FileEdits& edits, std::string_view text,
                              FileKind kind = FileKind::audio) {
  const auto value = json::parse(text, {});
  EXPECT_TRUE(value) << text;
  return apply_patch(value.value_or(json::Value{}), kind, edits);
}

std::string faults_of(std::string_view text, FileKind kind = FileKind::audio) {
  FileEdits edits;
  std::string found;
  for (const PatchFault& fault : patch(edits, text, kind))
    found += fault.field + ' ' + fault.code + ';';
  return found;
}

TEST(Edits, TakeWhatAPatchSays) {
  FileEdits edits;
  EXPECT_TRUE(patch(edits, R"({"title":"Beach","description":"two\nlines","date":"2019-07-14",
      "favorite":true,"rating":4,"keywords":["sea","sun","sea"],
      "place":{"name":"Porto","latitude":41.15,"longitude":-8.61},
      "tags":{"artists":["A","B"],"track":3,"compilation":true}})")
                  .empty());
  EXPECT_EQ(edits.title, "Beach");
  EXPECT_EQ(edits.description, "two\nlines");
  EXPECT_EQ(edits.date, "2019-07-14");
  EXPECT_TRUE(edits.favorite);
  EXPECT_EQ(edits.rating, 4U);
  EXPECT_EQ(edits.keywords, (std::vector<std::string>{"sea", "sun"}));
  EXPECT_EQ(edits.place.name, "Porto");
  EXPECT_EQ(edits.place.latitude, 41.15);
  EXPECT_EQ(edits.tags.artists, (std::vector<std::string>{"A", "B"}));
  EXPECT_EQ(edits.tags.track, 3U);
  EXPECT_EQ(edits.tags.compilation, true);
}

TEST(Edits, KeepWhatAPatchDoesNotName) {
  FileEdits edits;
  EXPECT_TRUE(patch(edits, R"({"title":"a","tags":{"artist":"x"},"place":{"name":"n"}})").empty());
  EXPECT_TRUE(patch(edits, R"({"rating":2,"tags":{"year":1999},"place":{}})").empty());
  EXPECT_EQ(edits.title, "a");
  EXPECT_EQ(edits.tags.artist, "x");
  EXPECT_EQ(edits.tags.year, 1999U);
  EXPECT_EQ(edits.place.name, "n");
}

TEST(Edits, ReturnToTheFactByNull) {
  FileEdits edits;
  EXPECT_TRUE(patch(edits, R"({"title":"a","date":"2019-07-14","favorite":true,"rating":0,
      "keywords":[],"place":{"name":"","latitude":1,"longitude":2},"tags":{"artist":"x"}})")
                  .empty());
  EXPECT_EQ(edits.rating, 0U);
  EXPECT_EQ(edits.keywords, std::vector<std::string>{});
  EXPECT_TRUE(patch(edits, R"({"title":null,"date":null,"favorite":null,"rating":null,
      "keywords":null,"place":null,"tags":null})")
                  .empty());
  EXPECT_EQ(edits, FileEdits{});
}

TEST(Edits, NameEveryBadField) {
  EXPECT_EQ(faults_of(R"({"title":1,"rating":6,"keywords":["a",2],"date":"yesterday"})"),
            "title wrong_type;keywords wrong_type;rating out_of_range;date invalid;");
  EXPECT_EQ(faults_of(R"({"favorite":"yes","place":"Porto","tags":[]})"),
            "favorite wrong_type;place wrong_type;tags wrong_type;");
  EXPECT_EQ(faults_of(R"({"place":{"latitude":91,"longitude":0}})"),
            "place.latitude out_of_range;place.latitude missing;");
  EXPECT_EQ(faults_of(R"({"place":{"latitude":1}})"), "place.longitude missing;");
  EXPECT_EQ(faults_of(R"({"title":"a\u0007"})"), "title invalid;");
  EXPECT_EQ(faults_of(R"({"keywords":[""]})"), "keywords invalid;");
  EXPECT_EQ(faults_of(R"({"tags":{"year":10000}})"), "tags.year out_of_range;");
  EXPECT_EQ(faults_of(R"({"tags":{"year":1999}})", FileKind::image), "tags invalid;");
  EXPECT_EQ(faults_of("{\"title\":\"" + std::string(513, 'a') + "\"}"), "title too_long;");
}

TEST(Edits, OfATitleAmongTheTagsAreThoseOfTheFile) {
  FileEdits edits;
  EXPECT_TRUE(patch(edits, R"({"tags":{"title":"Song"}})").empty());
  EXPECT_EQ(edits.title, "Song");
}

TEST(Edits, AreStoredAndReadBack) {
  FileEdits edits;
  EXPECT_EQ(edits_to_json(edits), "");
  EXPECT_TRUE(
      patch(edits, R"({"title":"","description":"d","date":"2019-07-14T18:30","favorite":true,
      "rating":0,"keywords":["k"],"place":{"name":"p","latitude":1.5,"longitude":-2},
      "tags":{"artist":"a","artists":["a"],"album":"b","albumArtist":"c","albumArtists":["c"],
      "genre":"g","genres":["g"],"track":1,"trackTotal":2,"disc":3,"discTotal":4,"year":1999,
      "bpm":120,"compilation":false,"composer":"m","comment":"o","lyrics":"l"}})")
          .empty());
  edits.uploaded_name = "IMG_1.jpg";
  const auto read = edits_from_json(edits_to_json(edits));
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, edits);
}

TEST(Edits, ThatAreDamagedAreNotBelieved) {
  for (const auto* text : {"{", "[]x", R"({"rating":9})", R"({"uploadedName":1})"}) {
    const auto read = edits_from_json(text);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().code, ErrorCode::corrupt);
  }
}

}  // namespace
}  // namespace audmg::library

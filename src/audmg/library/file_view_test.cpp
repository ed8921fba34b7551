// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/library/file_view.hpp"

#include "audmg/library/catalogue_entry.hpp"
#include "audmg/media/record/record_json.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace audmg::library {
namespace {

using namespace std::chrono_literals;

database::File picture(media::ImageFacts image, const FileEdits& edits = {}) {
  image.width = 4;
  image.height = 3;
  media::MediaRecord record;
  record.image = std::move(image);
  database::File file;
  file.uploaded_at = TimePoint(std::chrono::sys_days(std::chrono::year(2026) / 1 / 2));
  file.media_record = media::record_to_json(record);
  file.edits = edits_to_json(edits);
  return file;
}

database::File song(media::AudioTags tags, const FileEdits& edits = {}) {
  media::MediaRecord record;
  record.audio = media::AudioFacts{.duration_seconds = 1, .tags = std::move(tags)};
  database::File file;
  file.kind = database::FileKind::audio;
  file.media_record = media::record_to_json(record);
  file.edits = edits_to_json(edits);
  return file;
}

FileView view(const database::File& file) {
  auto seen = view_of(file);
  EXPECT_TRUE(seen) << seen.error().message;
  return seen.value_or(FileView{});
}

TEST(FileView, ShowsTheFactsWhereNobodySaidOtherwise) {
  const FileView seen = view(picture({.taken_at = "2019-07-14T18:30:00+02:00",
                                      .title = "Sea",
                                      .keywords = {"water"},
                                      .rating = 3}));
  EXPECT_EQ(seen.title, "Sea");
  EXPECT_EQ(seen.keywords, std::vector<std::string>{"water"});
  EXPECT_EQ(seen.rating, 3U);
  EXPECT_EQ(seen.date.text, "2019-07-14T18:30:00+02:00");
  EXPECT_EQ(seen.date_source, DateSource::bytes);
}

TEST(FileView, ShowsEditsOverTheFacts) {
  FileEdits edits;
  edits.title = "Ocean";
  edits.keywords = std::vector<std::string>{};
  edits.rating = 0;
  edits.date = "2018-01-01";
  edits.favorite = true;
  const FileView seen = view(picture(
      {.taken_at = "2019-07-14T18:30:00", .title = "Sea", .keywords = {"water"}, .rating = 3},
      edits));
  EXPECT_EQ(seen.title, "Ocean");
  EXPECT_TRUE(seen.keywords.empty());
  EXPECT_FALSE(seen.rating);
  EXPECT_TRUE(seen.favorite);
  EXPECT_EQ(seen.date.text, "2018-01-01");
  EXPECT_EQ(seen.date_source, DateSource::person);
  EXPECT_EQ(seen.record.image->title, "Ocean");
}

TEST(FileView, HasADateInAnyCase) {
  database::File file = picture({});
  EXPECT_EQ(view(file).date.text, "2026-01-02T00:00:00.000Z");
  EXPECT_EQ(view(file).date_source, DateSource::uploaded);
  file.modified_at = file.uploaded_at - 24h;
  EXPECT_EQ(view(file).date.text, "2026-01-01T00:00:00.000Z");
  EXPECT_EQ(view(file).date_source, DateSource::modified);
}

TEST(FileView, ShowsEditsBeforeThereAreFacts) {
  database::File file = picture({});
  file.media_record.clear();
  FileEdits edits;
  edits.title = "Soon";
  edits.place.name = "Porto";
  file.edits = edits_to_json(edits);
  const FileView seen = view(file);
  EXPECT_EQ(seen.title, "Soon");
  ASSERT_TRUE(seen.place);
  EXPECT_EQ(seen.place->name, "Porto");
}

TEST(FileView, ShowsEditedTagsBeforeThereAreFacts) {
  database::File file = song({});
  file.media_record.clear();
  EXPECT_FALSE(view(file).record.audio);
  FileEdits edits;
  edits.title = "Human Behaviour";
  edits.tags.artist = "Björk";
  edits.tags.track = 1;
  file.edits = edits_to_json(edits);
  const FileView seen = view(file);
  ASSERT_TRUE(seen.record.audio);
  EXPECT_EQ(seen.record.audio->tags.artists, std::vector<std::string>{"Björk"});
  EXPECT_EQ(seen.record.audio->tags.track, 1U);
  EXPECT_EQ(seen.record.audio->duration_seconds, 0);
  EXPECT_EQ(seen.title, "Human Behaviour");
  const auto entry = catalogue_entry(file);
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->artist, "Björk") << "it is found at once";
}

TEST(FileView, KeepsTheCoordinatesOfAPlaceThatIsNamed) {
  FileEdits edits;
  edits.place.name = "Grandma's";
  const auto place =
      view(picture({.place = media::Place{.latitude = 1, .longitude = 2, .name = "Town"}}, edits))
          .place;
  ASSERT_TRUE(place);
  EXPECT_EQ(place->name, "Grandma's");
  EXPECT_EQ(place->latitude, 1);
}

TEST(FileView, ForgetsTheNameOfAPlaceThatWasMoved) {
  FileEdits edits;
  edits.place.latitude = 10;
  edits.place.longitude = 20;
  const auto place =
      view(picture({.place = media::Place{.latitude = 1, .longitude = 2, .name = "Town"}}, edits))
          .place;
  ASSERT_TRUE(place);
  EXPECT_EQ(place->name, "");
  EXPECT_EQ(place->latitude, 10);
}

TEST(FileView, ShowsWhatTheCoordinatesMeanIfNobodySaysMore) {
  media::ImageFacts facts{
      .place = media::Place{
          .latitude = 1, .longitude = 2, .resolved_name = "Town, Land", .names = {"Town", "Land"}}};
  EXPECT_EQ(view(picture(facts)).place->name, "Town, Land");
  facts.place->name = "Old Town";
  EXPECT_EQ(view(picture(facts)).place->name, "Old Town");
  EXPECT_EQ(view(picture(facts)).place->names.size(), 2U);
  FileEdits edits;
  edits.place.name = "";
  EXPECT_EQ(view(picture(facts, edits)).place->name, "");
  EXPECT_TRUE(view(picture(facts, edits)).place->names.empty());
}

TEST(FileView, ShowsWhatTheCoordinatesOfThePersonMean) {
  FileEdits edits;
  edits.place.latitude = 10;
  edits.place.longitude = 20;
  database::File file = picture(
      {.place = media::Place{.latitude = 1, .longitude = 2, .resolved_name = "Town"}}, edits);
  auto record = *media::record_from_json(file.media_record);
  record.edited_place = media::Place{
      .latitude = 10, .longitude = 20, .resolved_name = "Elsewhere", .names = {"Elsewhere"}};
  file.media_record = media::record_to_json(record);
  EXPECT_EQ(view(file).place->name, "Elsewhere");
  EXPECT_EQ(view(file).place->names.size(), 1U);
  edits.place.longitude = 21;
  file.edits = edits_to_json(edits);
  EXPECT_EQ(view(file).place->name, "") << "these have not been named yet";
  EXPECT_EQ(view(file).place->longitude, 21);
  edits.place.name = "Here";
  file.edits = edits_to_json(edits);
  EXPECT_EQ(view(file).place->name, "Here");
}

TEST(FileView, KeepsListsAndDisplayedNamesTogether) {
  const media::AudioTags tags{
      .artist = "A & B", .genre = "Rock", .artists = {"A", "B"}, .genres = {"Rock", "Pop"}};
  FileEdits edits;
  edits.tags.artist = "C";
  edits.tags.genres = std::vector<std::string>{"Jazz", "Soul"};
  const FileView seen = view(song(tags, edits));
  EXPECT_EQ(seen.record.audio->tags.artists, std::vector<std::string>{"C"});
  EXPECT_EQ(seen.record.audio->tags.genre, "Jazz");
  FileEdits list;
  list.tags.artists = std::vector<std::string>{"D", "E"};
  EXPECT_EQ(view(song(tags, list)).record.audio->tags.artist, "D, E");
  EXPECT_EQ(view(song(tags)).record.audio->tags.artist, "A & B");
}

TEST(FileView, ShowsTheTitleAmongTheTagsOfAudio) {
  FileEdits edits;
  edits.title = "By hand";
  EXPECT_EQ(view(song({.title = "Song"})).title, "Song");
  const FileView seen = view(song({.title = "Song"}, edits));
  EXPECT_EQ(seen.title, "By hand");
  EXPECT_EQ(seen.record.audio->tags.title, "By hand");
}

TEST(FileView, IsNotMadeOfDamagedRows) {
  database::File file = picture({});
  file.edits = "{";
  EXPECT_FALSE(view_of(file));
  file.edits.clear();
  file.media_record = "{";
  EXPECT_FALSE(view_of(file));
}

}  // namespace
}  // namespace audmg::library

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/record/record_json.hpp"

#include "audmg/media/record/record_limits.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace audmg::media {
namespace {

MediaRecord full_image() {
  MediaRecord record;
  record.image = ImageFacts{.width = 3000,
                            .height = 4000,
                            .frames = 2,
                            .taken_at = "2026-01-31T23:59:59.5+01:00",
                            .camera_make = "Gr\xc3\xbc\xc3\x9f",
                            .camera_model = "X \"1\"\n",
                            .lens = "50 mm",
                            .exposure_seconds = 1.0 / 8000,
                            .f_number = 1.8,
                            .focal_length_millimetres = 50,
                            .iso = 100,
                            .place = Place{-48.858370000000001,
                                           2.2944813,
                                           35.5,
                                           "Old Town, Porto",
                                           "Porto, Norte, Portugal",
                                           {"Porto", "Oporto"}},
                            .title = "Bridge",
                            .description = "Seen from\nbelow",
                            .keywords = {"bridge", "r\xc3\xado"},
                            .rating = 4,
                            .creator = "Ana",
                            .copyright = "(c) Ana",
                            .difference_hash = "0123456789abcdef"};
  record.version = 2;
  record.damaged = "The file ends too early.";
  record.placeholder = "AQIDBAUG";
  record.dominant_color = "#0080ff";
  record.edited_place =
      Place{.latitude = 1, .longitude = 2, .resolved_name = "Elsewhere", .names = {"Elsewhere"}};
  record.renditions.push_back({.name = "small",
                               .recipe = "image-v1-webp-256-q75",
                               .content_type = "image/webp",
                               .size = 1234,
                               .object_key = "thumb/a/b.webp",
                               .width = 192,
                               .height = 256});
  return record;
}

MediaRecord full_audio() {
  MediaRecord record;
  record.audio = AudioFacts{.duration_seconds = 1.25,
                            .bitrate = 128'000,
                            .channels = 2,
                            .sample_rate = 44'100,
                            .codec = "pcm_s16le",
                            .tags = {"t", "a", "b", "g", 3, 1999},
                            .integrated_loudness_lufs = -14.5,
                            .true_peak_dbtp = -0.5};
  record.renditions.push_back({.name = "opus",
                               .recipe = "audio-v1-opus-128000",
                               .content_type = "audio/ogg",
                               .size = 1,
                               .duration_seconds = 1.25,
                               .bitrate = 128'000});
  return record;
}

std::string message_of(std::string_view text) {
  const auto record = record_from_json(text);
  if (record) return "ok";
  EXPECT_EQ(record.error().code, ErrorCode::invalid_argument);
  return record.error().message;
}

TEST(RecordJson, ReadsBackAllThatWasWritten) {
  for (const MediaRecord& record : {full_image(), full_audio()}) {
    const std::string text = record_to_json(record);
    const auto again = record_from_json(text);
    ASSERT_TRUE(again.has_value()) << again.error().message << text;
    EXPECT_EQ(record_to_json(*again), text);
  }
  const auto image = record_from_json(record_to_json(full_image()));
  EXPECT_EQ(image->image->place->latitude, -48.858370000000001);
  EXPECT_EQ(image->image->exposure_seconds, 1.0 / 8000);
  EXPECT_EQ(image->image->camera_model, "X \"1\"\n");
  EXPECT_EQ(image->renditions.at(0).object_key, "thumb/a/b.webp");
  EXPECT_EQ(image->image->place->names, (std::vector<std::string>{"Porto", "Oporto"}));
  EXPECT_EQ(image->edited_place->resolved_name, "Elsewhere");
}

// The shape is in docs/formats/media-record.md and in databases: it may grow, not change.
TEST(RecordJson, HasTheDocumentedShape) {
  EXPECT_EQ(record_to_json(full_audio()),
            R"({"audio":{"durationSeconds":1.25,"bitrate":128000,"channels":2,"sampleRate":44100,)"
            R"("codec":"pcm_s16le","tags":{"title":"t","artist":"a","album":"b","genre":"g",)"
            R"("track":3,"year":1999},"integratedLoudnessLufs":-14.5,"truePeakDbtp":-0.5},)"
            R"("renditions":[{"name":"opus","recipe":"audio-v1-opus-128000",)"
            R"("contentType":"audio/ogg","size":1,"durationSeconds":1.25,"bitrate":128000}]})");
  EXPECT_EQ(record_to_json(MediaRecord{.image = ImageFacts{.width = 1, .height = 2}}),
            R"({"image":{"width":1,"height":2,"frames":1},"renditions":[]})");
  EXPECT_EQ(record_to_json(MediaRecord{.image = ImageFacts{}}),
            R"({"image":{"frames":1},"renditions":[]})");
}

MediaRecord long_audio() {
  MediaRecord record = full_audio();
  AudioTags& tags = record.audio->tags;
  tags.artists = {"a", "A two"};
  tags.album_artist = "all";
  tags.album_artists = {"all"};
  tags.genres = {"g", "h"};
  tags.track_total = 12;
  tags.disc = 1;
  tags.disc_total = 2;
  tags.composer = "c";
  tags.compilation = true;
  tags.sort_names = {.title = "t", .artist = "a, the", .album = "b", .album_artist = "all"};
  const std::string uuid = "01234567-89ab-cdef-0123-456789abcdef";
  tags.music_brainz = {uuid, uuid, uuid, uuid, {uuid, uuid}, {uuid}};
  tags.isrc = "USRC17607839";
  tags.bpm = 120;
  tags.copyright = "(p) 1999";
  tags.comment = "ripped";
  tags.lyrics = "la\nla";
  record.audio->taken_at = "2026-01-31T23:59:59Z";
  record.audio->place = Place{.name = "Porto"};
  record.audio->chapters = {{0, "One"}, {61.5, ""}};
  record.audio->replay_gain = ReplayGain{-6.5, 0.98, -7, 1.01};
  return record;
}

TEST(RecordJson, KeepsAllThatAnAudioFileSays) {
  const std::string text = record_to_json(long_audio());
  const auto again = record_from_json(text);
  ASSERT_TRUE(again.has_value()) << again.error().message << text;
  EXPECT_EQ(record_to_json(*again), text);
  const AudioTags& tags = again->audio->tags;
  EXPECT_EQ(tags.artists, (std::vector<std::string>{"a", "A two"}));
  EXPECT_EQ(tags.sort_names, long_audio().audio->tags.sort_names);
  EXPECT_EQ(tags.music_brainz, long_audio().audio->tags.music_brainz);
  EXPECT_EQ(again->audio->chapters.at(1).start_seconds, 61.5);
  EXPECT_EQ(again->audio->replay_gain->album_gain_db, -7);
  EXPECT_FALSE(again->audio->place->latitude.has_value());
}

TEST(RecordJson, LeavesOutTheLongestWhenThereIsNoRoom) {
  MediaRecord record = long_audio();
  record.audio->tags.lyrics = std::string(kMaxLyricsBytes, '\n');
  record.audio->chapters.assign(kMaxChapters, {1, std::string(kMaxChapterTitleBytes, '"')});
  fit_record(record);
  EXPECT_TRUE(record.audio->tags.lyrics.empty());
  EXPECT_TRUE(record.audio->chapters.empty());
  EXPECT_EQ(record.audio->tags.title, "t");

  MediaRecord names = long_audio();
  const std::vector<std::string> list(kMaxListEntries, std::string(kMaxListEntryBytes, '"'));
  names.audio->tags.artists = list;
  names.audio->tags.album_artists = list;
  names.audio->tags.genres = list;
  names.audio->tags.composer = std::string(20'000, 'c');
  fit_record(names);
  EXPECT_LE(record_to_json(names).size(), kMaxRecordBytes - 8 * 1024);
  EXPECT_EQ(names.audio->tags.title, "t");

  MediaRecord short_enough = long_audio();
  fit_record(short_enough);
  EXPECT_EQ(record_to_json(short_enough), record_to_json(long_audio()));

  MediaRecord image = full_image();
  image.image->description = std::string(kMaxDescriptionBytes, '"');
  image.image->keywords.assign(kMaxKeywords, std::string(kMaxKeywordBytes, '"'));
  fit_record(image, 4096);
  EXPECT_LE(record_to_json(image).size(), 4096U);
  EXPECT_EQ(image.image->title, "Bridge");
}

TEST(RecordJson, IgnoresWhatItDoesNotKnow) {
  EXPECT_EQ(message_of(R"({"image":{"width":1,"height":1,"frames":1,"new":[{}]},"more":{"a":1}})"),
            "ok");
}

TEST(RecordJson, RefusesWhatCannotBe) {
  const std::string audio =
      R"("audio":{"durationSeconds":1,"bitrate":1,"channels":1,"sampleRate":1,)";
  const std::string image = R"({"image":{"width":1,"height":1,"frames":1)";
  ASSERT_EQ(message_of(image + "}}"), "ok");
  ASSERT_EQ(message_of(R"({"image":{"frames":1}})"), "ok");
  for (const std::string& text : {
           std::string(""),
           std::string("[]"),
           std::string("{}"),
           std::string("null"),
           R"({"image":[]})" + std::string(),
           R"({"image":null})" + std::string(),
           R"({"image":{"width":1,"height":1}})" + std::string(),
           R"({"image":{"width":0,"height":1,"frames":1}})" + std::string(),
           R"({"image":{"width":1,"frames":1}})" + std::string(),
           R"({"image":{"width":-1,"height":1,"frames":1}})" + std::string(),
           R"({"image":{"width":1.5,"height":1,"frames":1}})" + std::string(),
           R"({"image":{"width":1000001,"height":1,"frames":1}})" + std::string(),
           R"({"image":{"width":18446744073709551615,"height":1,"frames":1}})" + std::string(),
           image + R"(,"takenAt":"yesterday"}})",
           image + R"(,"takenAt":"2026-13-01T00:00:00"}})",
           image + R"(,"takenAt":"2026-01-01T00:00:00 "}})",
           image + R"(,"takenAt":"2026-01-01T00:00:00.Z"}})",
           image + R"(,"takenAt":"2026-01-01T00:00:00+24:00"}})",
           image + R"(,"lens":7}})",
           image + R"(,"rating":6}})",
           image + R"(,"keywords":["a",7]}})",
           image + R"(,"keywords":"a"}})",
           image + R"(,"differenceHash":"0123456789ABCDEF"}})",
           image + R"(,"place":{"latitude":1}}})",
           image + R"(,"lens":")" + std::string(kMaxTextFactBytes + 1, 'a') + "\"}}",
           image + R"(,"exposureSeconds":1e999}})",
           image + R"(,"exposureSeconds":-1}})",
           image + R"(,"iso":1e3}})",
           image + R"(,"place":{"latitude":91,"longitude":0}}})",
           image + R"(,"place":{"latitude":1}}})",
           image + R"(,"place":7}})",
           image + R"(,"place":{"names":["a",7]}}})",
           image + R"(,"place":{"names":[")" + std::string(kMaxPlaceNameBytes + 1, 'a') + "\"]}}}",
           image + R"(,"place":{"resolvedName":7}}})",
           image + R"(},"editedPlace":{"latitude":1}})",
           image + R"(},"editedPlace":[]})",
           image + "}," + audio + R"("codec":"a"}})",
           "{" + audio + R"("codec":"A/../B"}})",
           "{" + audio + R"("tags":{"year":"1999"}}})",
           "{" + audio + R"("truePeakDbtp":1e300}})",
           image + R"(},"placeholder":"not base64"})",
           image + R"(},"placeholder":")" + std::string(68, 'A') + "\"}",
           image + R"(},"dominantColor":"red"})",
           image + R"(},"dominantColor":"#GG0000"})",
           image + R"(},"renditions":{}})",
           image + R"(},"renditions":[1]})",
           image + R"(},"renditions":[{"name":"a"}]})",
       }) {
    EXPECT_NE(message_of(text), "ok") << text;
  }
}

TEST(RecordJson, RefusesRenditionsThatCouldHarm) {
  const auto with = [](std::string_view name, std::string_view recipe, std::string_view type,
                       std::string_view more = "") {
    return message_of(R"({"image":{"width":1,"height":1,"frames":1},"renditions":[{"name":")" +
                      std::string(name) + R"(","recipe":")" + std::string(recipe) +
                      R"(","contentType":")" + std::string(type) + R"(","size":1)" +
                      std::string(more) + "}]}");
  };
  ASSERT_EQ(with("a", "b", "image/webp"), "ok");
  ASSERT_EQ(with("a", "b", "audio/x-m4a"), "ok");
  EXPECT_NE(with("../a", "b", "image/webp"), "ok");
  EXPECT_NE(with("", "b", "image/webp"), "ok");
  EXPECT_NE(with("a", "b/c", "image/webp"), "ok");
  EXPECT_NE(with("a", "b", "text/html"), "ok");
  EXPECT_NE(with("a", "b", "image/svg+xml"), "ok");
  EXPECT_NE(with("a", "b", R"(audio/ogg\r\nSet-Cookie: a)"), "ok");
  EXPECT_NE(with("a", "b", "image/webp", R"(,"width":0)"), "ok");
  EXPECT_NE(with("a", "b", "image/webp", R"(,"size":2)"), "ok");
  EXPECT_NE(with("a", "b", "image/webp", R"(,"objectKey":"a b")"), "ok");
  EXPECT_NE(with("a", "b", "image/webp",
                 R"(},{"name":"a","recipe":"b","contentType":"image/webp","size":1)"),
            "ok");
}

TEST(RecordJson, TheLargestRecordFits) {
  MediaRecord record = full_image();
  const std::string text(kMaxTextFactBytes, '\x01');  // six bytes each as JSON
  record.image->camera_make = record.image->camera_model = record.image->lens = text;
  const Rendition rendition = record.renditions[0];
  while (record.renditions.size() < kMaxRenditions) {
    record.renditions.push_back(rendition);
    record.renditions.back().name = "name_" + std::to_string(record.renditions.size());
    record.renditions.back().object_key = std::string(kMaxObjectKeyBytes, 'a');
  }
  EXPECT_EQ(message_of(record_to_json(record)), "ok");
}

}  // namespace
}  // namespace audmg::media

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/jobs/place_names.hpp"

#include "audmg/database/file_repository.hpp"
#include "audmg/functions/media_message.hpp"
#include "audmg/lib/sqlite/group_commit_writer.hpp"
#include "audmg/library/edits.hpp"
#include "audmg/library/file_view.hpp"
#include "audmg/media/record/record_json.hpp"
#include "audmg/media/rendition_plan.hpp"
#include "testbeds/media_testbed.hpp"
#include "testbeds/place_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <span>
#include <string>
#include <vector>

namespace audmg::functions {
namespace {

using media::Place;

/// A drive with a table of two towns: Porto at 41.15, -8.61 and Torshavn at 62.01, -6.77.
class PlaceNamesTest : public MediaTest {
 protected:
  PlaceNamesTest() {
    media.gazetteer = &gazetteer_;
    // Nothing is lacking then but names.
    media.plan = {.images = {{"small"}}, .audio = {}, .waveform = {}};
    renderer.recipe = recipe_id(media.plan.images[0]);
    added();
    EXPECT_TRUE(work()) << reason;
  }

  Answer patch(std::string body) {
    return call(json_call("change_file", std::move(body)).id(row().id.text()), who);
  }
  Answer get() { return call(Call{.function = "get_file"}.id(row().id.text()), who); }
  std::string place_name() {
    const Answer file = get();
    const json::Value* const place = file.body.find("place");
    return place == nullptr ? "" : text_of(*place, "name");
  }
  /// Gives the record that place, as a file with coordinates would.
  void set_place(const Place& place) {
    auto record = *media::record_from_json(row().media_record);
    record.image->place = place;
    name_places(record, row(), &gazetteer_);
    ASSERT_TRUE(drive.connections().writer.submit([&](sqlite::Connection& connection) {
      return connection.execute("UPDATE files SET media_record = '" +
                                media::record_to_json(record) + "'");
    }));
  }
  std::size_t messages() { return queue->get_queue_attributes()->visible; }

 private:
  const std::string table_ = places::sample_table();
  const places::Gazetteer gazetteer_ = *places::Gazetteer::open(std::as_bytes(std::span(table_)));
};

TEST_F(PlaceNamesTest, NamesTheCoordinatesThatTheFileTells) {
  set_place({.latitude = 41.16, .longitude = -8.62});
  EXPECT_EQ(place_name(), "Porto, Norte, Portugal");
  const auto view = *library::view_of(row());
  EXPECT_THAT(view.place->names, testing::Contains("Oporto"));
}

TEST_F(PlaceNamesTest, ShowsTheNameThatTheFileTells) {
  set_place({.latitude = 41.16, .longitude = -8.62, .name = "Old Town"});
  EXPECT_EQ(place_name(), "Old Town");
  EXPECT_THAT(library::view_of(row())->place->names, testing::Contains("Porto"));
}

TEST_F(PlaceNamesTest, NeverBelievesNamesInTheRecordOfTheChild) {
  set_place({.name = "Old Town", .resolved_name = "Elsewhere", .names = {"Elsewhere"}});
  EXPECT_TRUE(library::view_of(row())->place->names.empty());
  EXPECT_EQ(place_name(), "Old Town");
}

TEST_F(PlaceNamesTest, NamesTheCoordinatesThatThePersonSets) {
  set_place({.latitude = 41.16, .longitude = -8.62, .name = "Old Town"});
  patch(R"({"place":{"latitude":62.01,"longitude":-6.77}})");
  EXPECT_EQ(place_name(), "") << "the name belongs to the coordinates of the file";
  ASSERT_EQ(messages(), 1U);
  ASSERT_TRUE(work()) << reason;
  EXPECT_EQ(renderer.calls, 1) << "nothing is decoded for a name";
  EXPECT_EQ(place_name(), "Torshavn, Faroe Islands");
  EXPECT_EQ(event_types().back(), "file.changed");
  // Back at the fact, whose names were kept.
  patch(R"({"place":{"latitude":null,"longitude":null}})");
  EXPECT_EQ(place_name(), "Old Town");
  EXPECT_EQ(messages(), 0U);
}

TEST_F(PlaceNamesTest, LeavesTheNameThatThePersonHasSaid) {
  set_place({.latitude = 41.16, .longitude = -8.62});
  patch(R"({"place":{"name":"Grandmother's"}})");
  EXPECT_EQ(messages(), 0U) << "there is nothing to name";
  EXPECT_EQ(place_name(), "Grandmother's");
  set_place({.latitude = 62.01, .longitude = -6.77});
  EXPECT_EQ(place_name(), "Grandmother's");
  EXPECT_THAT(library::view_of(row())->place->names, testing::Contains("Torshavn"));
  patch(R"({"place":{"name":""}})");
  EXPECT_EQ(place_name(), "");
  EXPECT_TRUE(library::view_of(row())->place->names.empty());
}

TEST_F(PlaceNamesTest, NamesWhatWasSetWhileTheFileWasProcessed) {
  restart();
  renderer.meanwhile = [&] { patch(R"({"place":{"latitude":62.01,"longitude":-6.77}})"); };
  ASSERT_TRUE(functions::media({.body = body()}, rendering));
  EXPECT_EQ(messages(), 0U);
  EXPECT_EQ(place_name(), "Torshavn, Faroe Islands");
}

TEST_F(PlaceNamesTest, DoesNothingWhenTheMessageComesAgain) {
  patch(R"({"place":{"latitude":62.01,"longitude":-6.77}})");
  ASSERT_TRUE(work()) << reason;
  const auto before = event_types();
  ASSERT_TRUE(functions::media(
      {.body = write_media_message({.owner = who.user, .file = row().id, .lacking_only = true})},
      rendering));
  EXPECT_EQ(event_types(), before);
}

TEST_F(PlaceNamesTest, NamesManyFilesAtOnce) {
  const Answer answer =
      call(json_call("change_files",
                     R"({"fileIds":[")" + row().id.text() +
                         R"("],"patch":{"place":{"latitude":62.01,"longitude":-6.77}}})"),
           who);
  EXPECT_EQ(answer.verdict(), "200");
  ASSERT_TRUE(work()) << reason;
  EXPECT_EQ(place_name(), "Torshavn, Faroe Islands");
}

TEST_F(PlaceNamesTest, KeepsARecordThatIsTooLongForAllNames) {
  media::MediaRecord record{
      .image = media::ImageFacts{
          .width = 1, .height = 1, .place = Place{.latitude = 41.16, .longitude = -8.62}}};
  record.image->description = std::string(media::kMaxRecordBytes, 'x');
  const places::Gazetteer& gazetteer = *media.gazetteer;
  name_places(record, {}, &gazetteer);
  EXPECT_EQ(record.image->place->resolved_name, "Porto, Norte, Portugal");
  EXPECT_TRUE(record.image->place->names.empty());
}

}  // namespace
}  // namespace audmg::functions

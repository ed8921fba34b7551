// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/event_repository.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/integrity_repository.hpp"
#include "audmg/functions/integrity/object_check.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace audmg::functions {
namespace {

class EditsTest : public DriveTest {
 protected:
  std::string add(std::string_view bytes, std::string_view name = "a.gif") {
    return text_of(*drive.upload(ada, bytes, name).body.find("file"), "fileId");
  }
  Answer patch(const std::string& file, std::string body) {
    return call(json_call("change_file", std::move(body)).id(file), ada);
  }
  Answer get(const std::string& file) { return call(Call{.function = "get_file"}.id(file), ada); }
  Answer known(std::string body) { return call(json_call("known_files", std::move(body)), ada); }

  http::Principal ada = drive.add_user("ada");
  std::string id = add(sample_gif(), "holiday.gif");
};

TEST_F(EditsTest, ShowsWhatThePersonSaid) {
  const Answer answer = patch(
      id,
      R"({"title":"Sea","description":"two\nlines","date":"2019-07-14T18:30:00","favorite":true,)"
      R"("rating":5,"keywords":["beach","sun"],"place":{"name":"Porto"},"fileName":"sea.gif"})");
  EXPECT_EQ(answer.verdict(), "200");
  EXPECT_EQ(answer.headers.find("ETag"), "\"2\"");
  for (const Answer& file : {answer, get(id)}) {
    EXPECT_EQ(file.text("title"), "Sea");
    EXPECT_EQ(file.text("description"), "two\nlines");
    EXPECT_EQ(file.text("date"), "2019-07-14T18:30:00");
    EXPECT_EQ(file.number("rating"), 5U);
    EXPECT_EQ(file.list("keywords").size(), 2U);
    EXPECT_EQ(text_of(*file.body.find("place"), "name"), "Porto");
    EXPECT_EQ(file.text("fileName"), "sea.gif");
    EXPECT_EQ(file.number("revision"), 2U);
    EXPECT_EQ(file.body.find("favorite")->as_bool(), true);
  }
  const auto events = *drive.services.events.list_events({.owner = ada.user, .after = {}});
  EXPECT_EQ(events.back().type, "file.changed");
  EXPECT_EQ(events.back().file.text(), id);
}

TEST_F(EditsTest, ReturnsToTheFactsByNull) {
  patch(id, R"({"title":"Sea","fileName":"sea.gif","favorite":true})");
  const Answer answer = patch(id, R"({"title":null,"fileName":null,"favorite":null})");
  EXPECT_EQ(answer.body.find("title"), nullptr);
  EXPECT_EQ(answer.body.find("favorite"), nullptr);
  EXPECT_EQ(answer.text("fileName"), "holiday.gif");
  EXPECT_EQ((**drive.services.files.find_file(ada.user, *FileId::parse(id))).edits, "");
}

TEST_F(EditsTest, ChangesNothingForTheSameAgain) {
  patch(id, R"({"title":"Sea"})");
  const auto before = drive.services.events.list_events({.owner = ada.user, .after = {}})->size();
  EXPECT_EQ(patch(id, R"({"title":"Sea"})").number("revision"), 2U);
  EXPECT_EQ(patch(id, "{}").number("revision"), 2U);
  EXPECT_EQ(patch(id, R"({"unknown":1})").number("revision"), 2U);
  EXPECT_EQ(drive.services.events.list_events({.owner = ada.user, .after = {}})->size(), before);
}

TEST_F(EditsTest, NamesEveryBadField) {
  EXPECT_EQ(patch(id, R"({"title":1,"rating":6,"fileName":""})").verdict(),
            "400 validation_failed title wrong_type rating out_of_range fileName too_short");
  EXPECT_EQ(patch(id, R"({"fileName":7})").verdict(), "400 validation_failed fileName wrong_type");
  EXPECT_EQ(patch(id, R"({"tags":{"artist":"x"}})").verdict(),
            "400 validation_failed tags invalid");
  EXPECT_EQ(patch(id, R"({"place":{"latitude":1}})").verdict(),
            "400 validation_failed place.longitude missing");
  EXPECT_EQ(patch(id, "[]").verdict(), "400 invalid_json");
  EXPECT_EQ(call(Call{.function = "change_file", .body = "{}"}.id(id), ada).verdict(),
            "415 unsupported_media_type");
  EXPECT_EQ(get(id).number("revision"), 1U);
}

TEST_F(EditsTest, TakesAMergePatch) {
  Call what{.function = "change_file", .body = R"({"title":"Sea"})"};
  what.headers.add("Content-Type", "application/merge-patch+json");
  EXPECT_EQ(call(std::move(what).id(id), ada).text("title"), "Sea");
}

TEST_F(EditsTest, KeepsAPathOutOfTheName) {
  EXPECT_EQ(patch(id, R"({"fileName":"../../etc/passwd"})").text("fileName"), "passwd");
}

TEST_F(EditsTest, AreGuardedByTheRevision) {
  const auto guarded = [&](std::string tag) {
    return call(json_call("change_file", R"({"title":")" + tag.substr(1, 1) + "\"}")
                    .id(id)
                    .with("If-Match", tag),
                ada)
        .verdict();
  };
  EXPECT_EQ(guarded("\"2\""), "412 revision_mismatch");
  EXPECT_EQ(guarded("1"), "412 revision_mismatch") << "a tag has quotes";
  EXPECT_EQ(guarded("\"1\""), "200");
  EXPECT_EQ(guarded("\"1\""), "412 revision_mismatch");
  EXPECT_EQ(guarded("\"9\", \"2\""), "200");
  EXPECT_EQ(get(id).text("title"), "9");
}

TEST_F(EditsTest, ChangeManyAtOnce) {
  const std::string song = add(sample_wav(100));
  const http::Principal eve = drive.add_user("eve");
  const std::string hers = text_of(*drive.upload(eve, sample_gif()).body.find("file"), "fileId");
  const std::string trashed = add(sample_gif("trashed"));
  call(Call{.function = "delete_file"}.id(trashed), ada);
  const Answer answer =
      call(json_call("change_files", R"({"fileIds":[")" + id + "\",\"" + song + "\",\"" + hers +
                                         "\",\"" + trashed + "\",\"x\",\"" + id +
                                         R"("],"patch":{"date":"2019-07-14"}})"),
           ada);
  EXPECT_EQ(answer.verdict(), "200");
  const json::Value& revisions = *answer.body.find("revisions");
  EXPECT_EQ(revisions.as_object()->size(), 2U);
  EXPECT_EQ(revisions.find(id)->as_unsigned(), 2U);
  EXPECT_EQ(answer.list("failed").size(), 3U);
  for (const json::Value& failed : answer.list("failed")) {
    EXPECT_EQ(text_of(failed, "code"), "not_found");
  }
  EXPECT_EQ(get(song).text("date"), "2019-07-14");
  const auto events = *drive.services.events.list_events({.owner = ada.user, .after = {}});
  EXPECT_EQ(events.back().type, "files.changed");
  EXPECT_TRUE(events.back().file.empty());
  EXPECT_TRUE(events.back().detail.contains(song));
}

TEST_F(EditsTest, SaysWhichOfManyDoNotFit) {
  const std::string song = add(sample_wav(100));
  const Answer answer = call(json_call("change_files", R"({"fileIds":[")" + id + "\",\"" + song +
                                                           R"("],"patch":{"tags":{"album":"X"}}})"),
                             ada);
  EXPECT_EQ(answer.body.find("revisions")->as_object()->size(), 1U);
  EXPECT_EQ(text_of(answer.list("failed").front(), "fileId"), id);
  EXPECT_EQ(text_of(answer.list("failed").front(), "code"), "validation_failed");
}

TEST_F(EditsTest, RefuseManyThatNoFileCanHave) {
  const auto many = [&](std::string body) {
    return call(json_call("change_files", std::move(body)), ada).verdict();
  };
  EXPECT_EQ(many("{}"), "400 validation_failed fileIds missing patch missing");
  EXPECT_EQ(many(R"({"fileIds":["x"],"patch":[]})"), "400 validation_failed patch wrong_type");
  EXPECT_EQ(many(R"({"fileIds":["x"],"patch":{"rating":9}})"),
            "400 validation_failed rating out_of_range");
  std::string ids = "\"x\"";
  for (int i = 0; i < 1000; ++i) ids += ",\"" + std::to_string(i) + '"';
  EXPECT_EQ(many(R"({"fileIds":[)" + ids + R"(],"patch":{}})"),
            "400 validation_failed fileIds too_long");
}

TEST_F(EditsTest, KnowsWhatNeedNotBeSent) {
  const std::string digest = get(id).text("sha256");
  const std::string missing(64, '0');
  const Answer answer = known(R"({"sha256":[")" + digest + "\",\"" + missing + "\"]}");
  EXPECT_EQ(answer.verdict(), "200");
  const json::Value& found = *answer.body.find("known");
  EXPECT_EQ(found.as_object()->size(), 1U);
  EXPECT_EQ(text_of(found, digest), id);
  EXPECT_EQ(known(R"({"sha256":["abc"]})").verdict(), "400 validation_failed sha256 invalid");
  EXPECT_EQ(known("{}").verdict(), "400 validation_failed sha256 missing");
}

TEST_F(EditsTest, DoesNotKnowWhatIsLostOrInTheTrash) {
  const std::string lost = add(sample_gif("lost"));
  const std::string body =
      R"({"sha256":[")" + get(id).text("sha256") + "\",\"" + get(lost).text("sha256") + "\"]}";
  const auto row = **drive.services.files.find_file(ada.user, *FileId::parse(lost));
  std::filesystem::remove(drive.object_path(row.object_key));
  call(Call{.function = "delete_file"}.id(id), ada);
  EXPECT_TRUE(known(body).body.find("known")->as_object()->empty());
}

}  // namespace
}  // namespace audmg::functions

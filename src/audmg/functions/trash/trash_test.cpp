// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/database/collection_repository.hpp"
#include "audmg/database/event_repository.hpp"
#include "audmg/database/file_change_repository.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/functions/authorizer.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/functions/trash/purge_trash.hpp"
#include "audmg/functions/trash/restoring.hpp"
#include "audmg/functions/trash/trash_changes.hpp"
#include "audmg/functions/trash/trash_order.hpp"
#include "audmg/functions/trashed_objects.hpp"
#include "audmg/queue/adapters/sqlite/sqlite_message_queue.hpp"
#include "doubles/sample_rows.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::functions {
namespace {

using std::chrono::days;
using std::chrono::hours;

class TrashTest : public DriveTest {
 protected:
  TrashTest() { EXPECT_TRUE(drive.services.trashed_objects.load(drive.services.trash)); }

  std::string add(std::string_view bytes) {
    return text_of(*drive.upload(ada, bytes).body.find("file"), "fileId");
  }
  Answer on(std::string_view function, std::string_view id) {
    return call(Call{.function = function}.id(id), ada);
  }
  Answer restore(const std::string& body) { return call(json_call("restore_trash", body), ada); }
  Answer list(std::string_view function = "list_trash", std::string cursor = "",
              std::string limit = "") {
    Call what{.function = function};
    if (!cursor.empty()) what = std::move(what).where("cursor", std::move(cursor));
    if (!limit.empty()) what = std::move(what).where("limit", std::move(limit));
    return call(what, ada);
  }
  static std::vector<std::string> ids_of(const Answer& answer) {
    std::vector<std::string> ids;
    for (const json::Value& file : answer.list("files")) ids.push_back(text_of(file, "fileId"));
    return ids;
  }
  std::vector<std::string> event_types() {
    std::vector<std::string> types;
    for (const auto& event : *drive.services.events.list_events({.owner = ada.user, .after = {}})) {
      types.push_back(event.type);
    }
    return types;
  }
  [[nodiscard]] FileServices services() const { return FileServices{drive.services}; }
  std::size_t purge() {
    return purge_trash([] { return false; }, drive.services).value_or(99);
  }
  database::File row(const std::string& id) {
    return **drive.services.files.find_file(ada.user, *FileId::parse(id));
  }

  http::Principal ada = drive.add_user("ada");
};

TEST_F(TrashTest, HoldsWhatWasDeleted) {
  const std::string id = add(sample_gif());
  const std::string kept = add(sample_gif("kept"));
  EXPECT_EQ(on("delete_file", id).verdict(), "204");
  for (const std::string_view function :
       {"get_file", "download", "delete_file", "retry_file", "file_timeline", "change_file"}) {
    EXPECT_EQ(on(function, id).verdict(), "404 not_found") << function;
  }
  EXPECT_EQ(ids_of(list("retrieve")), std::vector<std::string>{kept});
  const Answer trash = list();
  EXPECT_EQ(ids_of(trash), std::vector<std::string>{id});
  const json::Value& file = trash.list("files").front();
  EXPECT_EQ(text_of(file, "trashedAt"), format_rfc3339(drive.clock.now()));
  EXPECT_EQ(drive.follow(text_of(file, "fileUrl")), sample_gif());
  EXPECT_EQ(event_types().back(), "file.trashed");
  EXPECT_EQ(drive.original_keys().size(), 2U) << "the bytes stay";
}

TEST_F(TrashTest, GivesBackAll) {
  const std::string id = add(sample_gif());
  const auto renamed =
      call(json_call("change_file", R"({"fileName":"b.gif","rating":4})").id(id), ada);
  EXPECT_EQ(renamed.status, 200);
  const std::string album =
      call(json_call("create_collection", R"({"title":"A","kind":"album"})"), ada)
          .text("collectionId");
  EXPECT_EQ(call(json_call("add_collection_files", R"({"fileIds":[")" + id + "\"]}").id(album), ada)
                .number("added"),
            1U);
  on("delete_file", id);
  EXPECT_EQ(on("get_collection", album).number("count"), 0U);
  const Answer answer = restore(R"({"fileIds":[")" + id + R"(","nonsense"]})");
  EXPECT_EQ(answer.verdict(), "200");
  EXPECT_EQ(answer.number("restored"), 1U);
  EXPECT_EQ(event_types().back(), "file.restored");
  const Answer file = on("get_file", id);
  EXPECT_EQ(file.text("fileName"), "b.gif");
  EXPECT_EQ(file.number("rating"), 4U);
  EXPECT_EQ(file.list("collections").size(), 1U);
  EXPECT_EQ(file.body.find("trashedAt"), nullptr);
  EXPECT_EQ(on("get_collection", album).number("count"), 1U);
  EXPECT_TRUE(ids_of(list()).empty());
  EXPECT_EQ(restore(R"({"fileIds":[")" + id + "\"]}").number("restored"), 0U) << "it is not there";
}

TEST_F(TrashTest, RefusesRequestsThatNameNoFiles) {
  EXPECT_EQ(restore("{}").verdict(), "400 validation_failed fileIds missing");
  EXPECT_EQ(restore(R"({"fileIds":[]})").verdict(), "400 validation_failed fileIds too_short");
  EXPECT_EQ(restore(R"({"fileIds":"x"})").verdict(), "400 validation_failed fileIds wrong_type");
  EXPECT_EQ(restore(R"({"fileIds":[1]})").verdict(), "400 validation_failed fileIds wrong_type");
  EXPECT_EQ(restore(R"({"all":1})").verdict(),
            "400 validation_failed all wrong_type fileIds missing");
}

TEST_F(TrashTest, BelongsToOneUser) {
  const std::string id = add(sample_gif());
  on("delete_file", id);
  const http::Principal eve = drive.add_user("eve");
  EXPECT_TRUE(ids_of(call(Call{.function = "list_trash"}, eve)).empty());
  EXPECT_EQ(
      call(json_call("restore_trash", R"({"fileIds":[")" + id + "\"]}"), eve).number("restored"),
      0U);
  EXPECT_EQ(call(json_call("restore_trash", R"({"all":true})"), eve).number("restored"), 0U);
  EXPECT_EQ(call(Call{.function = "empty_trash"}, eve).verdict(), "204");
  EXPECT_EQ(ids_of(list()), std::vector<std::string>{id});
}

TEST_F(TrashTest, IsListedPageByPage) {
  std::vector<std::string> deleted;
  for (int i = 0; i < 5; ++i) {
    deleted.insert(deleted.begin(), add(sample_gif("f" + std::to_string(i))));
    on("delete_file", deleted.front());
    drive.clock.advance(hours(1));
  }
  std::vector<std::string> seen;
  std::string cursor;
  do {
    const Answer page = list("list_trash", cursor, "2");
    for (const std::string& id : ids_of(page)) seen.push_back(id);
    cursor = page.text("nextCursor");
  } while (!cursor.empty());
  EXPECT_EQ(seen, deleted);
  EXPECT_EQ(list("list_trash", list("retrieve", "", "1").text("nextCursor") + "x").verdict(),
            "400 invalid_cursor");
  const http::Principal eve = drive.add_user("eve");
  const std::string mine = list("list_trash", "", "2").text("nextCursor");
  EXPECT_EQ(call(Call{.function = "list_trash"}.where("cursor", mine), eve).verdict(),
            "400 invalid_cursor");
}

TEST_F(TrashTest, IsEmptiedForGood) {
  const std::string id = add(sample_gif());
  const std::string kept = add(sample_gif("kept"));
  on("delete_file", id);
  EXPECT_EQ(call(Call{.function = "empty_trash"}, ada).verdict(), "204");
  EXPECT_TRUE(ids_of(list()).empty());
  EXPECT_EQ(restore(R"({"fileIds":[")" + id + "\"]}").number("restored"), 0U);
  EXPECT_EQ(drive.original_keys().size(), 1U);
  EXPECT_EQ(event_types().back(), "file.deleted");
  EXPECT_EQ(on("get_file", kept).status, 200);
  EXPECT_NE(add(sample_gif()), id) << "the same bytes can come back as a new file";
}

TEST_F(TrashTest, IsPurgedAfterTheRetention) {
  const std::string id = add(sample_gif());
  on("delete_file", id);
  drive.clock.advance(days(30) - std::chrono::seconds(1));
  EXPECT_EQ(purge(), 0U);
  EXPECT_EQ(ids_of(list()), std::vector<std::string>{id});
  drive.clock.advance(std::chrono::seconds(1));
  EXPECT_EQ(purge(), 1U);
  EXPECT_TRUE(ids_of(list()).empty());
  EXPECT_TRUE(drive.original_keys().empty());
  EXPECT_EQ(purge(), 0U);
}

TEST_F(TrashTest, IsPurgedOfOneUserWhenAnotherOneCannotBe) {
  const http::Principal eve = drive.add_user("eve");
  const std::string hers =
      text_of(*drive.upload(eve, sample_gif("hers")).body.find("file"), "fileId");
  call(Call{.function = "delete_file"}.id(hers), eve);
  on("delete_file", add(sample_gif()));
  drive.clock.advance(days(31));
  drive.failures.fail_after(1, ErrorCode::corrupt);  // the first change
  EXPECT_EQ(purge(), 1U);
  EXPECT_EQ(purge(), 1U);
  EXPECT_TRUE(drive.original_keys().empty());
}

TEST_F(TrashTest, DoesNotExistWithoutRetention) {
  drive.policies.trash_retention = {};
  const std::string id = add(sample_gif());
  EXPECT_EQ(on("delete_file", id).verdict(), "204");
  EXPECT_TRUE(drive.original_keys().empty());
  EXPECT_TRUE(ids_of(list()).empty());
}

TEST_F(TrashTest, IsPassedByADeletionForGood) {
  const std::string id = add(sample_gif());
  const std::string trashed = add(sample_gif("trashed"));
  on("delete_file", trashed);
  for (const std::string& each : {id, trashed}) {
    EXPECT_EQ(
        call(Call{.function = "delete_file"}.id(each).where("permanent", "true"), ada).verdict(),
        "204");
  }
  EXPECT_TRUE(drive.original_keys().empty());
  EXPECT_EQ(call(Call{.function = "delete_file"}.id(id).where("permanent", "maybe"), ada).verdict(),
            "400 validation_failed permanent invalid");
}

TEST_F(TrashTest, GivesBackWhatIsUploadedAgain) {
  const std::string id = add(sample_gif());
  on("delete_file", id);
  const Answer again = drive.upload(ada, sample_gif());
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(text_of(*again.body.find("file"), "fileId"), id);
  EXPECT_EQ(again.body.find("file")->find("trashedAt"), nullptr);
  EXPECT_EQ(on("get_file", id).status, 200);
  EXPECT_EQ(event_types().back(), "file.restored");
}

TEST_F(TrashTest, GivesBackWhatASessionBringsAgain) {
  const std::string wav = sample_wav(1000);
  const std::string id = add(wav);
  on("delete_file", id);
  const std::string upload = drive.open_upload(ada, wav.size()).text("uploadId");
  drive.put_part(ada, upload, 1, wav);
  const Answer again = on("complete_upload", upload);
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(text_of(*again.body.find("file"), "fileId"), id);
  EXPECT_EQ(on("get_file", id).status, 200);
}

TEST_F(TrashTest, DeletesADoomedFileThatIsUploadedAgain) {
  const std::string id = add(sample_gif());
  on("delete_file", id);
  const FileId file = *FileId::parse(id);
  EXPECT_EQ(doom(ada.user, std::span(&file, 1), drive.clock.now() + hours(1), drive.services), 1U);
  EXPECT_TRUE(ids_of(list()).empty());
  EXPECT_EQ(restore(R"({"fileIds":[")" + id + "\"]}").number("restored"), 0U);
  EXPECT_NE(add(sample_gif()), id);
}

TEST_F(TrashTest, IsNoPlaceForWhatIsUploadedWhileItIsEmptied) {
  // Whenever the trash is emptied, the answer names a file that stays.
  for (int calls = 0; calls < 6; ++calls) {
    const std::string id = add(sample_gif());
    on("delete_file", id);
    drive.failures.interrupt_after(calls, [this] { call(Call{.function = "empty_trash"}, ada); });
    const std::string uploaded = add(sample_gif());
    purge();
    const Answer file = on("get_file", uploaded);
    EXPECT_EQ(file.status, 200) << calls;
    EXPECT_EQ(drive.follow(file.text("fileUrl")), sample_gif()) << calls;
    drive.failures.interrupt_after(0, [] {});
    EXPECT_EQ(call(Call{.function = "delete_file"}.id(uploaded).where("permanent", "true"), ada)
                  .verdict(),
              "204");
  }
}

TEST_F(TrashTest, GivesBackWhatAnotherUploadBroughtAndDeletedMeanwhile) {
  for (int calls = 0; calls < 6; ++calls) {
    std::string other;
    drive.failures.interrupt_after(calls, [&] {
      other = add(sample_gif());
      on("delete_file", other);
    });
    const std::string uploaded = add(sample_gif());
    ASSERT_FALSE(uploaded.empty()) << calls;
    // It is deleted only where the deletion came after the upload.
    const bool stays = on("get_file", uploaded).status == 200;
    const bool deleted_after = other == uploaded && row(other).trashed_at.has_value();
    EXPECT_TRUE(stays || deleted_after) << calls;
    drive.failures.interrupt_after(0, [] {});
    call(Call{.function = "delete_file"}.id(uploaded).where("permanent", "true"), ada);
  }
}

TEST_F(TrashTest, CoversObjectsOfItsFiles) {
  const std::string id = add(sample_gif());
  const std::string kept = add(sample_gif("kept"));
  const TrashedObjects& covered = drive.services.trashed_objects;
  const std::string original = row(id).object_key;
  const std::string rendition = "deriv/" + ada.user.text() + '/' + id + "/small-1";
  EXPECT_FALSE(covered.covers(original));
  on("delete_file", id);
  EXPECT_TRUE(covered.covers(original));
  EXPECT_TRUE(covered.covers(rendition));
  EXPECT_FALSE(covered.covers(row(kept).object_key));
  EXPECT_FALSE(covered.covers("drive.json"));
  TrashedObjects anew;
  EXPECT_FALSE(anew.covers(original));
  EXPECT_TRUE(anew.load(drive.services.trash)) << "as after a restart";
  EXPECT_TRUE(anew.covers(original));
  EXPECT_TRUE(anew.covers(rendition));
  restore(R"({"fileIds":[")" + id + "\"]}");
  EXPECT_FALSE(covered.covers(original));
  EXPECT_FALSE(covered.covers(rendition));
  on("delete_file", id);
  call(Call{.function = "empty_trash"}, ada);
  EXPECT_FALSE(covered.covers(rendition)) << "nothing is left to cover";
}

TEST_F(TrashTest, CoversNoOtherObjects) {
  database::File odd = database::make_file(ada.user);
  odd.object_key = "elsewhere/" + odd.id.text();
  const std::string id = odd.id.text();
  ASSERT_TRUE(drive.services.files.add_file({.file = std::move(odd), .upload = std::nullopt}));
  on("delete_file", id);
  const TrashedObjects& covered = drive.services.trashed_objects;
  EXPECT_TRUE(covered.covers("deriv/" + ada.user.text() + '/' + id + "/small-1"));
  EXPECT_FALSE(covered.covers("drive.json"));
  EXPECT_FALSE(covered.covers("archives/any"));
}

TEST_F(TrashTest, CoversWhatCouldNotBeReadBackAfterTheNextPurge) {
  const std::string id = add(sample_gif());
  const std::string original = row(id).object_key;
  const FileId file = *FileId::parse(id);
  drive.failures.lose_answer_once();
  // The rows cannot be read after the lost answer.
  drive.failures.fail_after(1, ErrorCode::unavailable);
  EXPECT_FALSE(put_in_trash(ada.user, file, drive.services));
  EXPECT_FALSE(drive.services.trashed_objects.covers(original));
  purge();
  EXPECT_TRUE(drive.services.trashed_objects.covers(original));
}

TEST_F(TrashTest, KnowsWhatHappenedWhenTheAnswerWasLost) {
  const std::string id = add(sample_gif());
  drive.failures.lose_answer_once();
  EXPECT_EQ(on("delete_file", id).verdict(), "204");
  drive.failures.lose_answer_once();
  const Answer restored = restore(R"({"fileIds":[")" + id + "\"]}");
  EXPECT_EQ(restored.verdict(), "200");
  EXPECT_EQ(restored.number("restored"), 1U);
  EXPECT_EQ(on("get_file", id).status, 200);
  EXPECT_FALSE(drive.services.trashed_objects.covers(row(id).object_key));
}

TEST_F(TrashTest, IsWorkedOffByAJobWhenItIsLarge) {
  std::vector<std::string> ids;
  for (int i = 0; i < 5; ++i) {
    ids.push_back(add(sample_gif("f" + std::to_string(i))));
    on("delete_file", ids.back());
    drive.clock.advance(hours(1));
  }
  drive.policies.process_media = true;
  const TrashOrder order{
      .owner = ada.user, .action = TrashAction::restore, .trashed_before = drive.clock.now()};
  const auto begun = begin_trash_order(order, 3, drive.services);
  ASSERT_TRUE(begun) << begun.error().message;
  EXPECT_EQ(begun->changed, 3U);
  EXPECT_FALSE(begun->finished);
  EXPECT_EQ(event_types().back(), "files.changed");
  drive.clock.advance(hours(1));
  on("delete_file", ids[4]);  // after the order, which does not concern it
  EXPECT_TRUE(finish_trash_order(order, {}, drive.services));
  EXPECT_EQ(ids_of(list()), std::vector<std::string>{ids[4]});
  EXPECT_TRUE(finish_trash_order(order, {}, drive.services)) << "the message comes again";
}

TEST_F(TrashTest, SendsOneMessageHoweverManyFilesAreInIt) {
  constexpr std::size_t kMoreThanATransaction = database::kMaxAnnouncedFiles + 10;
  std::vector<FileId> ids;
  for (std::size_t i = 0; i < kMoreThanATransaction; ++i) {
    database::File file = database::make_file(ada.user);
    ids.push_back(file.id);
    ASSERT_TRUE(drive.services.files.add_file({.file = std::move(file), .upload = std::nullopt}));
  }
  const TimePoint now = drive.clock.now();
  ASSERT_TRUE(drive.services.changes.change_files(
      {.owner = ada.user,
       .files = ids,
       .change = [now](database::File& file) -> Result<bool> {
         file.trashed_at = now;
         return true;
       },
       .announce = [](std::span<const database::File>) { return database::Outbox{}; }}));
  drive.policies.process_media = true;
  const auto queue =
      *queue::make_sqlite_message_queue(drive.connections(), std::string(kMediaQueue), drive.clock);
  const auto begun = begin_trash_order(
      {.owner = ada.user, .action = TrashAction::empty, .trashed_before = now + hours(1)},
      kMoreThanATransaction - 1, drive.services);
  ASSERT_TRUE(begun) << begun.error().message;
  EXPECT_EQ(begun->changed, kMoreThanATransaction - 1);
  EXPECT_FALSE(begun->finished);
  EXPECT_EQ(queue->get_queue_attributes()->visible, 1U);
}

TEST_F(TrashTest, GivesBackNothingThatCameThereAfterTheOrder) {
  const std::string before = add(sample_gif("before"));
  on("delete_file", before);
  drive.clock.advance(hours(1));
  const TrashOrder order{
      .owner = ada.user, .action = TrashAction::restore, .trashed_before = drive.clock.now()};
  const std::string then = add(sample_gif("then"));
  on("delete_file", then);
  EXPECT_TRUE(finish_trash_order(order, {}, drive.services));
  EXPECT_EQ(ids_of(list()), std::vector<std::string>{then}) << "of just the time of the order";
  const FileId id = *FileId::parse(then);
  EXPECT_EQ(restore_from_trash(ada.user, std::span(&id, 1), drive.services, order.trashed_before),
            0U);
}

TEST_F(TrashTest, IsNotEmptiedOfWhatIsBeingRestored) {
  const std::string id = add(sample_gif());
  on("delete_file", id);
  drive.clock.advance(hours(1));
  const TrashOrder order{
      .owner = ada.user, .action = TrashAction::restore, .trashed_before = drive.clock.now()};
  EXPECT_TRUE(note_restoring(ada.user, order.trashed_before - days(1), services()));
  EXPECT_EQ(is_restoring(ada.user, services()), false) << "it came later";
  EXPECT_TRUE(note_restoring(ada.user, order.trashed_before, services()));
  const Call empty{.function = "empty_trash"};
  EXPECT_EQ(call(empty, ada).verdict(), "409 trash_being_restored");
  EXPECT_EQ(call(empty, drive.add_user("eve")).verdict(), "204");
  const std::string later = add(sample_gif("later"));
  on("delete_file", later);
  EXPECT_EQ(call(empty, ada).verdict(), "409 trash_being_restored");
  EXPECT_TRUE(finish_trash_order(order, {}, drive.services));
  EXPECT_EQ(call(empty, ada).verdict(), "204");
  EXPECT_EQ(on("get_file", id).status, 200);
}

TEST_F(TrashTest, IsEmptiedADayAfterAPromiseThatWasNotKept) {
  on("delete_file", add(sample_gif()));
  EXPECT_TRUE(note_restoring(ada.user, drive.clock.now() + hours(1), services()));
  drive.clock.advance(hours(23));
  EXPECT_EQ(call(Call{.function = "empty_trash"}, ada).verdict(), "409 trash_being_restored");
  drive.clock.advance(hours(1));
  EXPECT_EQ(call(Call{.function = "empty_trash"}, ada).verdict(), "204");
}

TEST_F(TrashTest, HasNoQueueWhereFilesAreNotProcessed) {
  for (int i = 0; i < 5; ++i) on("delete_file", add(sample_gif("f" + std::to_string(i))));
  const TrashOrder order{.owner = ada.user,
                         .action = TrashAction::empty,
                         .trashed_before = drive.clock.now() + hours(1)};
  const auto done = begin_trash_order(order, 2, drive.services);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->changed, 5U);
  EXPECT_TRUE(done->finished);
  EXPECT_EQ(purge(), 5U);
}

TEST(TrashOrder, SurvivesTheWay) {
  const TrashOrder order{.owner = UserId::make(TimePoint{}),
                         .action = TrashAction::empty,
                         .trashed_before = TimePoint(std::chrono::milliseconds(1'700'000'000'123))};
  EXPECT_EQ(read_trash_order(write_trash_order(order)), order);
  EXPECT_EQ(read_trash_order(R"({"userId":"x","fileId":"y"})"), std::nullopt);
  EXPECT_FALSE(read_trash_order(R"({"trash":"restore"})"));
  EXPECT_FALSE(read_trash_order(R"({"trash":"sell","userId":")" + order.owner.text() +
                                R"(","before":"2026-01-31T23:59:59.123Z"})"));
}

TEST(TrashBinding, TellsWhoseLinkItIs) {
  const std::string binding = trash_binding("0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a.7");
  EXPECT_TRUE(is_trash_binding(binding));
  EXPECT_FALSE(is_trash_binding("0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a.7"));
  EXPECT_EQ(user_of_binding(binding), "0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a");
}

}  // namespace
}  // namespace audmg::functions

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/order_key.hpp"
#include "audmg/database/collection_repository.hpp"
#include "audmg/database/event_repository.hpp"
#include "audmg/database/file_change_repository.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/functions/collections/respacing.hpp"
#include "doubles/sample_rows.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace audmg::functions {
namespace {

class CollectionsTest : public DriveTest {
 protected:
  std::string add(std::string_view bytes) {
    return text_of(*drive.upload(ada, bytes).body.find("file"), "fileId");
  }
  std::string add_numbered(int number) { return add(sample_gif("f" + std::to_string(number))); }
  Answer create(std::string body) {
    return call(json_call("create_collection", std::move(body)), ada);
  }
  Answer on(std::string_view function, std::string body = "") {
    return body.empty() ? call(Call{.function = function}.id(album), ada)
                        : call(json_call(function, std::move(body)).id(album), ada);
  }
  static std::string ids_body(const std::vector<std::string>& ids, const std::string& more = "") {
    std::string text;
    for (const std::string& id : ids) text += (text.empty() ? "\"" : ",\"") + id + '"';
    return R"({"fileIds":[)" + text + ']' + more + '}';
  }
  std::vector<std::string> members(const std::string& limit = "") {
    std::vector<std::string> ids;
    std::string cursor;
    do {
      Call what{.function = "list_collection_files"};
      if (!limit.empty()) what = std::move(what).where("limit", limit);
      if (!cursor.empty()) what = std::move(what).where("cursor", cursor);
      const Answer page = call(std::move(what).id(album), ada);
      for (const json::Value& file : page.list("files")) ids.push_back(text_of(file, "fileId"));
      cursor = page.text("nextCursor");
    } while (!cursor.empty());
    return ids;
  }
  std::string last_event() {
    return drive.services.events.list_events({.owner = ada.user, .after = {}})->back().type;
  }

  http::Principal ada = drive.add_user("ada");
  std::string album = create(R"({"title":"Sea","kind":"album"})").text("collectionId");
};

TEST_F(CollectionsTest, GiveNewPositionsToMembersOfACrowdedPlace) {
  std::vector<std::string> ids;
  for (int i = 0; i < 6; ++i) ids.push_back(add_numbered(i));
  on("add_collection_files", ids_body(ids));
  const auto longest_position = [&] {
    std::string longest;
    const auto all = drive.services.collections.list_members(
        {.owner = ada.user, .collection = *CollectionId::parse(album)});
    for (const database::CollectionMember& member : *all) {
      if (member.position.size() > longest.size()) longest = member.position;
    }
    return longest;
  };
  // The last and the last but one change places again and again.
  for (int i = 0; i < 400 && longest_position().size() <= kCrowdedBeginning + 4; ++i) {
    on("order_collection", ids_body({members().back()}, R"(,"before":")" + members()[4] + '"'));
    on("order_collection", ids_body({members()[3]}, R"(,"before":")" + members()[5] + '"'));
  }
  const auto before = members();
  const std::string longest = longest_position();
  ASSERT_GT(longest.size(), kCrowdedBeginning + 4);
  const auto collection =
      drive.services.collections.find_collection(ada.user, *CollectionId::parse(album));
  respace_members(**collection, longest, drive.services, longest.size());
  EXPECT_EQ(longest_position(), longest) << "short enough";
  respace_members(**collection, longest, drive.services, kCrowdedBeginning);
  EXPECT_LE(longest_position().size(), kCrowdedBeginning + 3);
  EXPECT_EQ(members(), before);
}

TEST_F(CollectionsTest, AreMadeShownAndChanged) {
  drive.clock.advance(std::chrono::seconds(1));
  const Answer made = create(R"({"title":"Mix","kind":"playlist","description":"loud"})");
  EXPECT_EQ(made.verdict(), "201");
  EXPECT_EQ(made.text("kind"), "playlist");
  EXPECT_EQ(made.text("description"), "loud");
  EXPECT_EQ(made.headers.find("ETag"), "\"1\"");
  EXPECT_EQ(last_event(), "collection.changed");
  const Answer changed = on("change_collection", R"({"title":"Ocean","description":"blue"})");
  EXPECT_EQ(changed.text("title"), "Ocean");
  EXPECT_EQ(changed.number("revision"), 2U);
  EXPECT_EQ(on("change_collection", R"({"title":"Ocean"})").number("revision"), 2U);
  EXPECT_EQ(on("change_collection", R"({"description":null})").body.find("description"), nullptr);
  EXPECT_EQ(on("get_collection").text("title"), "Ocean");
  const Answer all = call(Call{.function = "list_collections"}, ada);
  ASSERT_EQ(all.list("collections").size(), 2U);
  EXPECT_EQ(text_of(all.list("collections").front(), "title"), "Mix") << "newest first";
}

TEST_F(CollectionsTest, AreListedPageByPage) {
  for (int i = 0; i < 4; ++i) {
    drive.clock.advance(std::chrono::seconds(1));
    create(R"({"title":")" + std::to_string(i) + R"(","kind":"album"})");
  }
  std::string titles;
  std::string cursor;
  do {
    Call what = Call{.function = "list_collections"}.where("limit", "2");
    if (!cursor.empty()) what = std::move(what).where("cursor", cursor);
    const Answer page = call(what, ada);
    for (const json::Value& each : page.list("collections")) titles += text_of(each, "title");
    cursor = page.text("nextCursor");
  } while (!cursor.empty());
  EXPECT_EQ(titles, "3210Sea");
}

TEST_F(CollectionsTest, RefuseBadFields) {
  EXPECT_EQ(create("{}").verdict(), "400 validation_failed title missing kind missing");
  EXPECT_EQ(create(R"({"title":"","kind":"heap"})").verdict(),
            "400 validation_failed title too_short kind invalid");
  EXPECT_EQ(create(R"({"title":"a\nb","kind":"album"})").verdict(),
            "400 validation_failed title invalid");
  EXPECT_EQ(create(R"({"title":")" + std::string(513, 'x') + R"(","kind":"album"})").verdict(),
            "400 validation_failed title too_long");
  EXPECT_EQ(on("change_collection", R"({"title":null})").verdict(),
            "400 validation_failed title missing");
  EXPECT_EQ(on("change_collection", R"({"coverFileId":"x"})").verdict(),
            "400 validation_failed coverFileId invalid");
}

TEST_F(CollectionsTest, AreGuardedByTheRevision) {
  const auto guarded = [&](std::string tag) {
    return call(json_call("change_collection", R"({"title":"X"})").id(album).with("If-Match", tag),
                ada)
        .verdict();
  };
  EXPECT_EQ(guarded("\"7\""), "412 revision_mismatch");
  EXPECT_EQ(guarded("\"1\""), "200");
}

TEST_F(CollectionsTest, AreMadeOnceForOneKey) {
  const auto make = [&] {
    return call(json_call("create_collection", R"({"title":"K","kind":"album"})")
                    .with("Idempotency-Key", "k"),
                ada);
  };
  const Answer first = make();
  const Answer second = make();
  EXPECT_EQ(second.status, 201);
  EXPECT_EQ(second.text("collectionId"), first.text("collectionId"));
  EXPECT_EQ(second.headers.find("Idempotent-Replayed"), "true");
}

TEST_F(CollectionsTest, KeepTheOrderOfTheirFiles) {
  std::vector<std::string> ids;
  for (int i = 0; i < 5; ++i) ids.push_back(add_numbered(i));
  const Answer added = on("add_collection_files", ids_body(ids));
  EXPECT_EQ(added.verdict(), "200");
  EXPECT_EQ(added.number("added"), 5U);
  EXPECT_EQ(added.body.find("collection")->find("count")->as_unsigned(), 5U);
  EXPECT_EQ(text_of(*added.body.find("collection"), "coverFileId"), ids[0]);
  EXPECT_EQ(members(), ids);
  EXPECT_EQ(members("2"), ids);
  EXPECT_EQ(on("add_collection_files", ids_body({ids[3]})).number("added"), 0U);
  const Answer moved =
      on("order_collection", ids_body({ids[4], ids[3]}, R"(,"before":")" + ids[1] + "\""));
  EXPECT_EQ(moved.number("moved"), 2U);
  EXPECT_EQ(members(), (std::vector<std::string>{ids[0], ids[4], ids[3], ids[1], ids[2]}));
  EXPECT_EQ(on("order_collection", ids_body({ids[0]})).number("moved"), 1U);
  EXPECT_EQ(members("1"), (std::vector<std::string>{ids[4], ids[3], ids[1], ids[2], ids[0]}));
  const Answer removed = on("remove_collection_files", ids_body({ids[3], ids[0]}));
  EXPECT_EQ(removed.number("removed"), 2U);
  EXPECT_EQ(members(), (std::vector<std::string>{ids[4], ids[1], ids[2]}));
  EXPECT_EQ(on("order_collection", ids_body({ids[1]}, R"(,"before":")" + ids[3] + "\"")).verdict(),
            "400 validation_failed before invalid");
}

TEST_F(CollectionsTest, LeaveOutTheTrashAndKeepItsPlace) {
  std::vector<std::string> ids;
  for (int i = 0; i < 4; ++i) ids.push_back(add_numbered(i));
  on("add_collection_files", ids_body(ids));
  on("change_collection", R"({"coverFileId":")" + ids[2] + "\"}");
  EXPECT_EQ(on("get_collection").text("coverFileId"), ids[2]);
  for (const int i : {0, 2}) call(Call{.function = "delete_file"}.id(ids[i]), ada);
  EXPECT_EQ(members(), (std::vector<std::string>{ids[1], ids[3]}));
  EXPECT_EQ(members("1"), (std::vector<std::string>{ids[1], ids[3]}));
  EXPECT_EQ(on("get_collection").number("count"), 2U);
  EXPECT_EQ(on("get_collection").text("coverFileId"), ids[1]);
  const Answer added = on("add_collection_files", ids_body({ids[0]}));
  EXPECT_EQ(added.number("added"), 0U);
  EXPECT_EQ(added.list("failed").size(), 1U);
  call(json_call("restore_trash", R"({"all":true})"), ada);
  EXPECT_EQ(members(), ids);
  EXPECT_EQ(on("get_collection").text("coverFileId"), ids[2]);
}

TEST_F(CollectionsTest, ChangeAlthoughTheAnswerIsLost) {
  drive.failures.lose_answer_once();
  const Answer changed = on("change_collection", R"({"title":"Winter"})");
  EXPECT_EQ(changed.verdict(), "200");
  EXPECT_EQ(changed.text("title"), "Winter");
  EXPECT_EQ(changed.number("revision"), 2U);
}

TEST_F(CollectionsTest, RefuseAFileThatIsInTooMany) {
  const std::string id = add_numbered(0);
  const auto announce = [](std::span<const database::File>) { return database::Outbox{}; };
  for (std::size_t i = 0; i < database::kMaxCollectionsOfFile; ++i) {
    const database::Collection collection = database::make_collection(ada.user);
    ASSERT_TRUE(drive.services.collections.add_collection({.collection = collection}));
    ASSERT_EQ(drive.services.collections.add_members({.owner = ada.user,
                                                      .collection = collection.id,
                                                      .files = {*FileId::parse(id)},
                                                      .announce = announce}),
              1U);
  }
  const std::string other = add_numbered(1);
  const Answer added = on("add_collection_files", ids_body({id, other}));
  EXPECT_EQ(added.number("added"), 1U);
  ASSERT_EQ(added.list("failed").size(), 1U);
  EXPECT_EQ(text_of(added.list("failed").front(), "code"), "too_many_collections");
  EXPECT_EQ(drive.services.collections.add_members({.owner = ada.user,
                                                    .collection = *CollectionId::parse(album),
                                                    .files = {*FileId::parse(id)},
                                                    .announce = announce}),
            0U);
}

TEST_F(CollectionsTest, CostLittleWhenMuchIsInTheTrash) {
  constexpr std::size_t kTrashed = 700;
  std::vector<FileId> files;
  for (std::size_t i = 0; i < kTrashed; ++i) {
    database::File file = database::make_file(ada.user);
    files.push_back(file.id);
    ASSERT_TRUE(drive.services.files.add_file({.file = std::move(file), .upload = std::nullopt}));
  }
  const auto announce = [](std::span<const database::File>) { return database::Outbox{}; };
  const auto count_calls = [&](const Call& what) {
    // The call that fails is the first one after all that it needs.
    for (int calls = 0;; ++calls) {
      drive.failures.fail_after(calls, ErrorCode::unavailable);
      const int status = call(what, ada).status;
      const bool failed = !drive.failures.is_pending();
      drive.failures.stop_failing();
      if (!failed) {
        EXPECT_EQ(status, 200);
        return calls;
      }
    }
  };
  const auto get = Call{.function = "get_collection"}.id(album);
  const auto list = Call{.function = "list_collection_files"}.id(album);
  ASSERT_TRUE(drive.services.collections.add_members({.owner = ada.user,
                                                      .collection = *CollectionId::parse(album),
                                                      .files = files,
                                                      .announce = announce}));
  const std::string kept = add_numbered(0);
  on("add_collection_files", ids_body({kept}));
  const int calls_before = count_calls(get);
  const TimePoint now = drive.clock.now();
  ASSERT_TRUE(
      drive.services.changes.change_files({.owner = ada.user,
                                           .files = files,
                                           .change = [now](database::File& file) -> Result<bool> {
                                             file.trashed_at = now;
                                             return true;
                                           },
                                           .announce = announce}));
  EXPECT_EQ(count_calls(get), calls_before);
  EXPECT_EQ(on("get_collection").number("count"), 1U);
  EXPECT_LE(count_calls(list), 15);
  EXPECT_EQ(members(), std::vector<std::string>{kept});
}

TEST_F(CollectionsTest, DeleteNoFile) {
  const std::string id = add_numbered(0);
  on("add_collection_files", ids_body({id}));
  EXPECT_EQ(on("delete_collection").verdict(), "204");
  EXPECT_EQ(last_event(), "collection.deleted");
  EXPECT_EQ(on("get_collection").verdict(), "404 not_found");
  const Answer file = call(Call{.function = "get_file"}.id(id), ada);
  EXPECT_EQ(file.status, 200);
  EXPECT_EQ(file.body.find("collections"), nullptr);
}

TEST_F(CollectionsTest, BelongToOneUser) {
  const std::string mine = add_numbered(0);
  const http::Principal eve = drive.add_user("eve");
  for (const std::string_view function :
       {"get_collection", "delete_collection", "list_collection_files"}) {
    EXPECT_EQ(call(Call{.function = function}.id(album), eve).verdict(), "404 not_found");
    EXPECT_EQ(call(Call{.function = function}.id("x"), ada).verdict(), "404 not_found");
  }
  for (const std::string_view function : {"change_collection", "add_collection_files",
                                          "remove_collection_files", "order_collection"}) {
    EXPECT_EQ(call(json_call(function, ids_body({mine})).id(album), eve).verdict(), "404 not_found")
        << function;
  }
  const std::string hers =
      text_of(*drive.upload(eve, sample_gif("hers")).body.find("file"), "fileId");
  const Answer added = on("add_collection_files", ids_body({hers, mine, "x"}));
  EXPECT_EQ(added.number("added"), 1U);
  EXPECT_EQ(added.list("failed").size(), 2U);
  EXPECT_TRUE(call(Call{.function = "list_collections"}, eve).list("collections").empty());
}

}  // namespace
}  // namespace audmg::functions

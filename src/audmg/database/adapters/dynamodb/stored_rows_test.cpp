// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/dynamodb/file_item.hpp"
#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/repositories.hpp"
#include "audmg/database/adapters/dynamodb/table.hpp"
#include "audmg/database/adapters/dynamodb/usage_steps.hpp"
#include "audmg/database/event_reader.hpp"
#include "doubles/sample_rows.hpp"
#include "testbeds/dynamo_testbed.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <span>
#include <string>
#include <vector>

// The rows themselves: those that earlier versions wrote are read, and none stays behind.

namespace audmg::database::dynamodb {
namespace {

class StoredRows : public testing::Test {
 protected:
  StoredRows() { EXPECT_TRUE(harness_.users().create_user(ada_)); }

  /// Writes an event as it was when events had numbers: twice, and with the number of its owner's
  /// last one.
  void add_numbered_event(const File& file, std::uint64_t number, TimePoint at = kNoon) {
    Item content;
    content.set("event_id", EventId::make(kNoon).text())
        .set("event_type", "number " + std::to_string(number))
        .set("happened_at", at)
        .set("detail", "{}")
        .set("file_id", file.id.text())
        .set("n", number);
    Item by_number = numbered_event_key(file.owner, number);
    by_number.add(content);
    set_due(by_number, Due::event, at, file.id.text());
    Item by_file = key(owner_pk(file.owner), file_event_prefix(file.id) + digits(number));
    by_file.add(content);
    ASSERT_TRUE(table_.put_many({by_number, by_file}));
    ASSERT_TRUE(table_.put_many({std::move(key(owner_pk(file.owner), "C#Y").set("n", number))}));
  }
  static std::string digits(std::uint64_t number) {
    constexpr std::size_t kDigits = 20;
    const std::string text = std::to_string(number);
    return std::string(kDigits - text.size(), '0') + text;
  }

  File add_file() {
    File file = make_file(ada_.id);
    EXPECT_TRUE(harness_.files().add_file({file, std::nullopt}));
    return file;
  }
  void add_event(const File& file, const std::string& type) {
    EXPECT_TRUE(
        harness_.events().add_event(file.owner, file.id, {EventId::make(kNoon), type, kNoon}));
  }
  std::vector<std::string> list(const std::string& after) {
    std::vector<std::string> types;
    const auto listed = harness_.events().list_events({ada_.id, after, 100});
    EXPECT_TRUE(listed);
    for (const Event& event : *listed) types.push_back(event.type);
    return types;
  }
  std::vector<std::string> list_of(const File& file) {
    std::vector<std::string> types;
    for (const Event& event : *harness_.events().list_file_events(file.owner, file.id, 100)) {
      types.push_back(event.type);
    }
    return types;
  }

  using Types = std::vector<std::string>;

  DynamoHarness harness_;
  SystemClock clock_;
  aws::ServiceClient client_{{.endpoint = harness_.options().endpoint,
                              .scope = {harness_.options().region, "dynamodb"},
                              .protocol = aws::Protocol::json,
                              .retry = harness_.options().retry},
                             AwsPartner::get().credentials(),
                             AwsPartner::get().transport(),
                             clock_};
  Table table_{harness_.options().table, client_};
  const User ada_ = make_user("ada");
};

TEST_F(StoredRows, NumberedEventsComeBeforeThoseThatFollowThem) {
  const File file = add_file();
  for (const std::uint64_t number : {1U, 9U, 10U}) add_numbered_event(file, number);
  EXPECT_EQ(harness_.events().newest_cursor(ada_.id), "10");
  add_event(file, "later");
  EXPECT_EQ(list(""), (Types{"number 1", "number 9", "number 10", "later"}));
  EXPECT_EQ(list("9"), (Types{"number 10", "later"}));
  EXPECT_EQ(list("10"), Types{"later"});
  EXPECT_EQ(list_of(file), (Types{"number 1", "number 9", "number 10", "later"}));
  EXPECT_EQ(list(*harness_.events().newest_cursor(ada_.id)), Types{});
  EventReader reader(harness_.events(), ada_.id, "9");
  EXPECT_EQ(reader.read()->events.size(), 2U);
  EXPECT_TRUE(reader.read()->events.empty());
}

TEST_F(StoredRows, NumberedEventsGoWithTheirFileAndWithTime) {
  const File file = add_file();
  const File other = add_file();
  add_numbered_event(file, 1);
  add_numbered_event(other, 2);
  add_numbered_event(other, 3, minutes_after_noon(9));
  ASSERT_TRUE(*harness_.files().delete_file(file.owner, file.id, {}));
  EXPECT_EQ(list(""), (Types{"number 2", "number 3"}));
  ASSERT_TRUE(harness_.events().delete_events_before(minutes_after_noon(5)));
  EXPECT_EQ(list(""), Types{"number 3"});
  EXPECT_EQ(list_of(other), Types{"number 3"});
}

TEST_F(StoredRows, ACursorIsRewoundByTheLagOfEvents) {
  const auto rewind = [&](std::string_view cursor) { return harness_.events().rewind(cursor); };
  EXPECT_EQ(rewind("0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a"), "0198f2c3-6fbe-0000-0000-000000000000");
  EXPECT_EQ(rewind("0198f2c4-0001-7c3d-9b2a-3f4e5d6c7b8a"), "0198f2c3-15a1-0000-0000-000000000000");
  EXPECT_EQ(rewind("00000000-0001-7c3d-9b2a-3f4e5d6c7b8a"), "00000000-0000-0000-0000-000000000000");
  EXPECT_EQ(rewind("12"), "12");
  EXPECT_EQ(rewind(""), "");
}

TEST_F(StoredRows, PagesAreFullWhateverIsInTheTrashBetween) {
  constexpr std::size_t kFiles = 24;
  std::vector<FileId> ids;
  std::vector<FileId> in_trash;
  for (std::size_t i = 0; i < kFiles; ++i) {
    ids.push_back(add_file().id);
    // One here and there, and then many at once.
    if (i % 5 == 0 || (i > 8 && i < 18)) in_trash.push_back(ids.back());
  }
  ASSERT_TRUE(harness_.changes().change_files(
      {.owner = ada_.id,
       .files = in_trash,
       .change = [](File& file) -> Result<bool> {
         file.trashed_at = kNoon;
         return true;
       },
       .announce = [](std::span<const File>) { return Outbox{}; }}));
  std::vector<FileId> expected;
  std::ranges::sort(ids, std::ranges::greater());
  std::ranges::copy_if(ids, std::back_inserter(expected), [&](const FileId& id) {
    return std::ranges::find(in_trash, id) == in_trash.end();
  });
  for (const std::size_t limit : {1U, 4U, 7U, 24U, 50U}) {
    std::vector<FileId> listed;
    for (FileId before;;) {
      const auto page = harness_.files().list_files(
          {.owner = ada_.id, .kind = {}, .before = before, .limit = limit});
      ASSERT_TRUE(page);
      for (const File& file : *page) listed.push_back(file.id);
      if (page->size() < limit) break;
      before = page->back().id;
    }
    EXPECT_EQ(listed, expected) << limit;
  }
}

TEST_F(StoredRows, ListsForUpkeepPassOverItemsThatCannotBeRead) {
  const File first = add_file();
  const File second = add_file();
  Item item = file_item(std::min(first.id, second.id) == first.id ? first : second);
  item.set("file_status", "odd");
  ASSERT_TRUE(table_.put_many({item}));
  std::vector<std::string> reported;
  DynamoDatabaseOptions options = harness_.options();
  options.report_unreadable = [&](const Error& error) { reported.push_back(error.message); };
  const auto database = harness_.open(options, AwsPartner::get().transport());
  const auto files =
      database->files().list_all_files({.after_owner = {}, .after_id = {}, .limit = 1000});
  ASSERT_TRUE(files);
  // Other tests have files in the table, too.
  EXPECT_EQ(std::ranges::count(*files, std::min(first.id, second.id), &File::id), 0);
  EXPECT_EQ(std::ranges::count(*files, std::max(first.id, second.id), &File::id), 1);
  ASSERT_EQ(reported.size(), 1U);
  EXPECT_NE(reported.front().find(std::min(first.id, second.id).text()), std::string::npos);
}

TEST_F(StoredRows, AFileWithoutRevisionIsChangedAndDeleted) {
  const File file = make_file(ada_.id);
  Item item = file_item(file);
  Item older = key_of(item);
  for (const std::string_view name :
       {"file_name", "file_kind", "media_type", "sha256", "file_status", "object_key",
        "media_record", "failure_reason"}) {
    older.set(name, item.text(name));
  }
  older.set("byte_size", file.size).set("uploaded_at", file.uploaded_at).set("attempt", 0);
  older.set(kG1Pk, item.text(kG1Pk)).set(kG1Sk, item.text(kG1Sk));
  ASSERT_TRUE(table_.put_many({older}));
  EXPECT_EQ((*harness_.files().find_file(file.owner, file.id))->revision, 1U);
  const auto set_name = [&](const std::string& name) {
    return harness_.changes().change_files(
        {.owner = ada_.id,
         .files = {file.id},
         .change = [&](File& found) -> Result<bool> {
           found.name = name;
           return true;
         },
         .announce = [](std::span<const File>) { return Outbox{}; }});
  };
  EXPECT_EQ(set_name("first")->at(0).file->revision, 2U);
  EXPECT_EQ(set_name("second")->at(0).file->revision, 3U);
  EXPECT_EQ((*harness_.files().find_file(file.owner, file.id))->name, "second");
  ASSERT_TRUE(table_.put_many({older}));
  EXPECT_TRUE(*harness_.files().delete_file(file.owner, file.id, {}));
  EXPECT_FALSE(*harness_.files().find_file(file.owner, file.id));
}

// More than one transaction takes.
TEST_F(StoredRows, AFileInManyCollectionsIsDeletedWithAllItsPlaces) {
  constexpr std::size_t kCollections = 33;
  const File file = add_file();
  std::vector<CollectionId> collections;
  for (std::size_t i = 0; i < kCollections; ++i) {
    const Collection collection = make_collection(ada_.id);
    collections.push_back(collection.id);
    ASSERT_TRUE(harness_.collections().add_collection({.collection = collection}));
    ASSERT_EQ(harness_.collections().add_members(
                  {.owner = ada_.id,
                   .collection = collection.id,
                   .files = {file.id},
                   .announce = [](std::span<const File>) { return Outbox{}; }}),
              1U);
  }
  const auto deleted = harness_.files().delete_file(file.owner, file.id, {});
  ASSERT_TRUE(deleted && *deleted);
  EXPECT_EQ((*deleted)->collections.size(), kCollections);
  for (const CollectionId& id : collections) {
    const auto members = harness_.collections().list_members({.owner = ada_.id, .collection = id});
    EXPECT_TRUE(members && members->empty());
    EXPECT_EQ((*harness_.collections().find_collection(ada_.id, id))->revision, 3U);
  }
}

TEST_F(StoredRows, NothingOfADeletedOwnerIsLeft) {
  const File file = add_file();
  const Collection album = make_collection(ada_.id);
  const auto announce = [](std::span<const File>) { return Outbox{}; };
  ASSERT_TRUE(harness_.collections().add_collection({.collection = album}));
  ASSERT_EQ(
      harness_.collections().add_members(
          {.owner = ada_.id, .collection = album.id, .files = {file.id}, .announce = announce}),
      1U);
  ASSERT_TRUE(harness_.users().delete_user(ada_.id));
  const auto page = table_.scan({});
  ASSERT_TRUE(page);
  for (const Item& item : page->items) {
    const bool is_of_the_drive = item.text(kPk) == first_account_key().text(kPk);
    const bool is_tombstone = item.text(kPk).starts_with("T#") || item.text(kPk).starts_with("TU#");
    EXPECT_TRUE(is_of_the_drive || is_tombstone) << item.text(kPk) << ' ' << item.text(kSk);
  }
}

TEST_F(StoredRows, ThereAreNotMoreCollectionsThanAllowed) {
  ASSERT_TRUE(
      table_.put_many({std::move(collection_count_key(ada_.id).set("n", kMaxCollections - 1))}));
  const Collection last = make_collection(ada_.id);
  EXPECT_TRUE(harness_.collections().add_collection({.collection = last}));
  const auto refused =
      harness_.collections().add_collection({.collection = make_collection(ada_.id)});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::too_large);
  ASSERT_TRUE(harness_.collections().delete_collection(
      ada_.id, last.id, [](std::span<const File>) { return Outbox{}; }, {}));
  EXPECT_TRUE(harness_.collections().add_collection({.collection = make_collection(ada_.id)}));
}

TEST_F(StoredRows, FilesFromBeforeQuotasAreCounted) {
  const User grace = make_user("grace");
  ASSERT_TRUE(harness_.users().create_user(grace));
  Upload upload = make_upload(ada_.id);
  upload.reserved = 0;  // As in sessions of that time.
  ASSERT_TRUE(harness_.uploads().create_upload(upload, 9));
  const File first = add_file();
  const File second = add_file();
  ASSERT_TRUE(harness_.companions().put_companion(
      {.owner = ada_.id,
       .file = second.id,
       .companion = {.kind = CompanionKind::xmp,
                     .name = "a.xmp",
                     .content_type = "application/rdf+xml",
                     .size = 42,
                     .sha256 = std::string(64, 'c'),
                     .crc32 = std::nullopt,
                     .object_key = second.object_key + "-xmp"}}));
  // All that the item said then.
  ASSERT_TRUE(table_.put_many({std::move(usage_key(ada_.id).set("n", 1))}));
  ASSERT_TRUE(table_.remove(usage_key(grace.id)));
  EXPECT_EQ(harness_.usage().find_usage(ada_.id), Usage{});

  ASSERT_TRUE(harness_.database().recover_abandoned(kNoon));
  const Usage counted{.bytes = first.size + second.size + 42, .files = 2};
  EXPECT_EQ(harness_.usage().find_usage(ada_.id), counted);
  EXPECT_EQ(harness_.usage().find_usage(grace.id), Usage{});
  EXPECT_EQ(harness_.uploads().create_upload(make_upload(ada_.id), 1),
            CreateUploadOutcome::too_many)
      << "the open session still counts";

  // Whoever comes later counts from the first file on; nothing is added up again.
  const User hedy = make_user("hedy");
  ASSERT_TRUE(harness_.users().create_user(hedy));
  ASSERT_TRUE(harness_.files().add_file({make_file(hedy.id), std::nullopt}));
  ASSERT_TRUE(table_.put_many({std::move(usage_key(ada_.id).set("n", 1))}));
  const auto later = harness_.open(harness_.options(), AwsPartner::get().transport());
  ASSERT_TRUE(later->recover_abandoned(kNoon));
  EXPECT_EQ(harness_.usage().find_usage(hedy.id)->files, 1U);
  EXPECT_EQ(harness_.usage().find_usage(ada_.id), Usage{});
}

TEST_F(StoredRows, FilesAreCountedOnceMoreWhenNoEarlierVersionRuns) {
  const File first = add_file();
  ASSERT_TRUE(table_.remove(usage_key(ada_.id)));
  ASSERT_TRUE(harness_.database().recover_abandoned(kNoon));
  EXPECT_EQ(harness_.usage().find_usage(ada_.id), (Usage{.bytes = first.size, .files = 1}));

  // A process of the version before adds a file and counts nothing.
  const Item counted = *table_.get(usage_key(ada_.id)).value();
  const File second = add_file();
  ASSERT_TRUE(table_.put_many({counted}));
  ASSERT_TRUE(harness_.database().recover_abandoned(kNoon + std::chrono::hours(23)));
  EXPECT_EQ(harness_.usage().find_usage(ada_.id)->files, 1U);
  ASSERT_TRUE(harness_.database().recover_abandoned(kNoon + std::chrono::hours(24)));
  const Usage both{.bytes = first.size + second.size, .files = 2};
  EXPECT_EQ(harness_.usage().find_usage(ada_.id), both);

  ASSERT_TRUE(table_.put_many({counted}));
  const auto later = harness_.open(harness_.options(), AwsPartner::get().transport());
  ASSERT_TRUE(later->recover_abandoned(kNoon + std::chrono::hours(99)));
  EXPECT_EQ(harness_.usage().find_usage(ada_.id)->files, 1U) << "never a third time";
}

TEST_F(StoredRows, ADrivesMarkOfOneCountLeadsToAnother) {
  const File file = add_file();
  ASSERT_TRUE(table_.remove(usage_key(ada_.id)));
  Item mark = usage_mark_key();
  mark.set("after_user", ada_.id.text()).set("is_done", true);
  ASSERT_TRUE(table_.put_many({mark}));
  ASSERT_TRUE(harness_.database().recover_abandoned(kNoon));
  EXPECT_EQ(harness_.usage().find_usage(ada_.id), Usage{});
  ASSERT_TRUE(harness_.database().recover_abandoned(kNoon + std::chrono::hours(24)));
  EXPECT_EQ(harness_.usage().find_usage(ada_.id), (Usage{.bytes = file.size, .files = 1}));
}

TEST_F(StoredRows, TheUsageOfADeletedUserDoesNotComeBack) {
  const File file = add_file();
  ASSERT_TRUE(harness_.uploads().create_upload(make_upload(ada_.id), 9));
  // As it is when another process has deleted the user up to here.
  ASSERT_TRUE(table_.put_many({deletion_key(ada_.id)}));
  ASSERT_TRUE(table_.remove(user_key(ada_.id)));
  ASSERT_TRUE(table_.remove(usage_key(ada_.id)));
  EXPECT_TRUE(*harness_.files().delete_file(ada_.id, file.id, {}));
  ASSERT_TRUE(finish_deletion(table_, ada_.id));
  EXPECT_FALSE(*table_.get(usage_key(ada_.id)));

  // The index of users may lag behind.
  EXPECT_EQ(write_count(table_, ada_.id, {}, {.bytes = 1, .files = 1}), false);
  EXPECT_FALSE(*table_.get(usage_key(ada_.id)));
}

TEST_F(StoredRows, SessionsFromBeforeQuotasGiveNothingBack) {
  Upload upload = make_upload(ada_.id);
  upload.reserved = 5;
  ASSERT_TRUE(harness_.uploads().create_upload(upload, 9));
  Item session = *table_.get(upload_key(ada_.id, upload.id)).value();
  ASSERT_TRUE(session.has("reserved_bytes"));
  Item former = upload_key(ada_.id, upload.id);
  former.set("file_name", session.text("file_name")).set("byte_size", session.size("byte_size"));
  ASSERT_TRUE(table_.put_many({former}));
  ASSERT_TRUE(table_.put_many({std::move(usage_key(ada_.id).set("n", 1))}));
  EXPECT_EQ(harness_.uploads().delete_upload(ada_.id, upload.id), true);
  EXPECT_EQ(harness_.usage().find_usage(ada_.id), Usage{});
}

}  // namespace
}  // namespace audmg::database::dynamodb

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/jobs/rebuild.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/attempt_lease.hpp"
#include "audmg/functions/jobs/newest_files.hpp"
#include "audmg/functions/jobs/stuck_files.hpp"
#include "audmg/functions/media_message.hpp"
#include "audmg/lib/sqlite/new_message.hpp"
#include "audmg/media/record/record_json.hpp"
#include "audmg/media/rendition_plan.hpp"
#include "audmg/queue/queue_administration.hpp"
#include "doubles/failing_file_repository.hpp"
#include "doubles/failing_processing_repository.hpp"
#include "doubles/failure_plan.hpp"
#include "doubles/sample_records.hpp"
#include "doubles/sample_rows.hpp"
#include "doubles/sqlite_queue_harness.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace audmg::functions {
namespace {

using database::File;
using database::FileKind;
using database::FileStatus;
using media::MediaRecord;
using namespace media::sample;
using media::RenditionPlan;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::UnorderedElementsAre;

TEST(DecideRebuild, FollowsTheStatusFirst) {
  const auto decide = [](const File& file, TimePoint now = database::kNoon) {
    return decide_rebuild(file, plan(), now);
  };
  File file = database::make_file(UserId::make(database::kNoon));
  file.media_record = media::record_to_json(image_record());
  EXPECT_EQ(decide(file).verdict, RebuildVerdict::up_to_date);
  MediaRecord old = image_record();
  old.version = media::kFactsVersion - 1;
  file.media_record = media::record_to_json(old);
  EXPECT_EQ(decide(file).verdict, RebuildVerdict::outdated_facts);
  EXPECT_THAT(decide(file).lacking, IsEmpty());
  file.content_type = "image/heic";
  const RebuildDecision lacking = decide(file);
  EXPECT_EQ(lacking.verdict, RebuildVerdict::lacks_renditions);
  EXPECT_THAT(lacking.lacking, ElementsAre(display()));
  file.status = FileStatus::processing;
  file.processing_since = database::kNoon;
  EXPECT_EQ(decide(file).verdict, RebuildVerdict::processing);
  EXPECT_EQ(decide(file, database::kNoon + kAttemptLease).verdict, RebuildVerdict::processing);
  EXPECT_EQ(decide(file, database::minutes_after_noon(61)).verdict, RebuildVerdict::stuck);
  file.status = FileStatus::failed;
  EXPECT_EQ(decide(file).verdict, RebuildVerdict::failed);
  file.status = FileStatus::ready;
  for (const std::string none : {"", "{}", "nonsense"}) {
    file.media_record = none;
    EXPECT_EQ(decide(file).verdict, RebuildVerdict::never_processed) << none;
  }
}

/// Real rows and a real queue beside them.
class RebuildTest : public testing::Test {
 protected:
  RebuildTest() { owner_ = add_user("ada"); }
  UserId add_user(const std::string& name) {
    const database::User user = database::make_user(name);
    EXPECT_EQ(database().users().create_user(user), database::CreateUserOutcome::created);
    return user.id;
  }
  database::SqliteDatabase& database() { return harness_.database(); }
  database::FileRepository& files() { return database().files(); }
  database::ProcessingRepository& processing() { return database().processing(); }

  FileId add_file(FileStatus status, const std::string& record = {}) {
    File file = database::make_file(owner_);
    file.status = status;
    EXPECT_TRUE(files().add_file({.file = file, .upload = std::nullopt}));
    if (!record.empty()) {
      const auto begun =
          processing().begin_processing({owner_, file.id, harness_.clock().now()}).value().value();
      EXPECT_TRUE(processing().finish_processing({.owner = owner_,
                                                  .id = file.id,
                                                  .fencing_token = begun.fencing_token,
                                                  .status = status,
                                                  .media_record = record,
                                                  .failure_reason = {},
                                                  .outbox = {}}));
    }
    return file.id;
  }
  FileStatus status(const FileId& id) { return files().find_file(owner_, id).value()->status; }
  std::vector<std::string> event_types(const FileId& id) {
    std::vector<std::string> types;
    const auto events = database().events().list_file_events(owner_, id, 100);
    for (const database::Event& event : events.value()) types.push_back(event.type);
    return types;
  }
  /// Bodies of the messages in the queue, in any order.
  std::vector<std::string> bodies() {
    std::vector<std::string> texts;
    const auto messages =
        harness_.administration().list_messages({.state = {}, .after = {}, .limit = 10'000});
    for (const queue::MessageSummary& message : messages.value()) {
      EXPECT_EQ(message.group_id, owner_.text());
      EXPECT_EQ(message.sent_at, harness_.clock().now());
      texts.push_back(message.body);
    }
    return texts;
  }
  RebuildServices services() {
    return {.newest = newest_,
            .processing = processing(),
            .media_queue = harness_.queue(),
            .event_hub = event_hub_,
            .clock = harness_.clock()};
  }
  RebuildReport run(RebuildRequest request = {}) {
    return rebuild_page(request, plan(), services()).value();
  }
  std::string message(const FileId& id, bool lacking_only = false) {
    return write_media_message({owner_, id, lacking_only});
  }

  queue::SqliteQueueHarness harness_;
  notification::EventHub event_hub_;
  NewestFiles newest_{database().users(), files()};
  UserId owner_;
};

TEST_F(RebuildTest, SendsBackWhatLacksSomethingAndNothingElse) {
  const FileId good = add_file(FileStatus::ready, media::record_to_json(image_record()));
  MediaRecord old = image_record();
  old.renditions[0].recipe = "image-v0-webp-256-q75";
  const FileId lacking = add_file(FileStatus::ready, media::record_to_json(old));
  MediaRecord early = image_record();
  early.version = media::kFactsVersion - 1;
  const FileId outdated = add_file(FileStatus::ready, media::record_to_json(early));
  const FileId never = add_file(FileStatus::ready);
  const FileId failed = add_file(FileStatus::failed);
  const FileId busy = add_file(FileStatus::processing);
  const RebuildReport report = run();
  EXPECT_EQ(report.files, 6U);
  EXPECT_EQ(report.up_to_date, 1U);
  EXPECT_EQ(report.processing, 1U);
  EXPECT_EQ(report.failed, 1U);
  EXPECT_EQ(report.sent, 3U);
  EXPECT_EQ(report.sent_lacking, 1U);
  EXPECT_EQ(report.sent_outdated, 1U);
  EXPECT_EQ(report.sent_never_processed, 1U);
  EXPECT_EQ(report.sent_failed, 0U);
  EXPECT_THAT(report.recipes, ElementsAre(Pair(small(), 1U)));
  EXPECT_TRUE(report.next_before.empty());
  EXPECT_THAT(bodies(), UnorderedElementsAre(message(lacking, true), message(outdated, true),
                                             message(never)));
  EXPECT_EQ(status(lacking), FileStatus::ready) << "it can be used meanwhile";
  EXPECT_EQ(status(outdated), FileStatus::ready);
  EXPECT_EQ(status(never), FileStatus::processing);
  EXPECT_THAT(event_types(never), ElementsAre("file.processing"));
  EXPECT_THAT(event_types(lacking), IsEmpty()) << "nothing has changed for those who look";
  EXPECT_EQ(status(good), FileStatus::ready);
  EXPECT_EQ(status(failed), FileStatus::failed);
  EXPECT_EQ(status(busy), FileStatus::processing);
}

TEST_F(RebuildTest, SendsFailedFilesBackWhenAsked) {
  const FileId failed = add_file(FileStatus::failed);
  const RebuildReport report = run({.include_failed = true});
  EXPECT_EQ(report.sent, 1U);
  EXPECT_EQ(report.sent_failed, 1U);
  EXPECT_EQ(report.failed, 0U);
  EXPECT_THAT(bodies(), ElementsAre(message(failed)));
}

TEST_F(RebuildTest, SendsStuckFilesBack) {
  const FileId stuck = add_file(FileStatus::processing);
  harness_.clock().set(database::kNoon + kAttemptLease);
  EXPECT_EQ(run().processing, 1U);
  harness_.clock().advance(std::chrono::minutes(1));
  EXPECT_EQ(run({.dry_run = true}).sent_stuck, 1U);
  EXPECT_THAT(bodies(), IsEmpty());
  const RebuildReport report = run();
  EXPECT_EQ(report.sent, 1U);
  EXPECT_EQ(report.sent_stuck, 1U);
  EXPECT_EQ(report.processing, 0U);
  EXPECT_THAT(bodies(), ElementsAre(message(stuck)));
  EXPECT_EQ(run().processing, 1U) << "it has begun anew";
}

TEST_F(RebuildTest, DryRunSaysTheSameAndChangesNothing) {
  const FileId never = add_file(FileStatus::ready);
  const FileId failed = add_file(FileStatus::failed);
  const RebuildReport report = run({.include_failed = true, .dry_run = true});
  EXPECT_EQ(report.sent, 2U);
  EXPECT_EQ(status(never), FileStatus::ready);
  EXPECT_EQ(status(failed), FileStatus::failed);
  EXPECT_THAT(bodies(), IsEmpty());
}

TEST_F(RebuildTest, MayBeRepeated) {
  add_file(FileStatus::ready);
  EXPECT_EQ(run().sent, 1U);
  const RebuildReport again = run();
  EXPECT_EQ(again.sent, 0U);
  EXPECT_EQ(again.processing, 1U);
  EXPECT_EQ(bodies().size(), 1U);
}

TEST_F(RebuildTest, GoesOnWhereThePageBeforeEnded) {
  constexpr std::size_t kFiles = kMaxFilesPerRebuild + 3;
  for (std::size_t i = 0; i < kFiles; ++i) add_file(FileStatus::failed);
  const RebuildReport first = run();
  EXPECT_EQ(first.files, kMaxFilesPerRebuild);
  EXPECT_FALSE(first.next_before.empty());
  const RebuildReport second = run({.before = first.next_before});
  EXPECT_EQ(second.files, 3U);
  EXPECT_TRUE(second.next_before.empty());
}

TEST_F(RebuildTest, BeginsWithTheNewestFilesOfAllUsers) {
  const std::vector<UserId> owners{owner_, add_user("bob"), add_user("cleo")};
  std::vector<FileId> added;
  for (int i = 0; i < 12; ++i) {
    owner_ = owners[static_cast<std::size_t>(i) % owners.size()];
    File file = database::make_file(owner_);
    file.id = FileId::make(database::minutes_after_noon(i));
    file.object_key = "orig/" + file.id.text();
    ASSERT_TRUE(files().add_file({.file = file, .upload = std::nullopt}));
    added.insert(added.begin(), file.id);
  }
  FailurePlan failures;
  database::FailingFileRepository counting(files(), failures);
  failures.fail_after(static_cast<int>(owners.size()), ErrorCode::internal);
  NewestFiles newest(database().users(), counting);
  FileId before;
  std::vector<FileId> listed;
  for (const std::size_t expected : {5U, 5U, 2U, 0U}) {
    const auto page = newest.list_before(before, 5);
    ASSERT_TRUE(page) << "one query for each owner is enough for the whole walk";
    EXPECT_EQ(page->size(), expected);
    for (const File& file : *page) listed.push_back(file.id);
    if (!page->empty()) before = page->back().id;
  }
  EXPECT_EQ(listed, added);
  failures.stop_failing();
  const auto elsewhere = newest.list_before(added[6], 2);
  ASSERT_EQ(elsewhere->size(), 2U);
  EXPECT_EQ(elsewhere->front().id, added[7]);
}

TEST_F(RebuildTest, ReadsAheadInPieces) {
  const UserId other = add_user("bob");
  std::vector<FileId> added;
  for (int i = 0; i < 450; ++i) {
    File file = database::make_file(i < 10 ? other : owner_);
    file.id = FileId::make(database::minutes_after_noon(i));
    file.object_key = "orig/" + file.id.text();
    ASSERT_TRUE(files().add_file({.file = file, .upload = std::nullopt}));
    added.insert(added.begin(), file.id);
  }
  std::vector<FileId> listed;
  NewestFiles newest(database().users(), files());
  for (FileId before; listed.size() < added.size(); before = listed.back()) {
    const auto page = newest.list_before(before, 60);
    ASSERT_TRUE(page && !page->empty());
    for (const File& file : *page) listed.push_back(file.id);
  }
  EXPECT_EQ(listed, added);
}

TEST_F(RebuildTest, SendsNothingWhileManyMessagesWait) {
  ASSERT_TRUE(
      database().connections().writer.submit([&](sqlite::Connection& connection) -> Result<void> {
        for (std::uint64_t i = 0; i < kRebuildWindow; ++i) {
          AUDMG_CHECK(
              sqlite::insert_message(connection, {.queue = "media",
                                                  .id = MessageId::make(harness_.clock().now()),
                                                  .group_id = owner_.text(),
                                                  .body = "upload",
                                                  .sent_at = harness_.clock().now()}));
        }
        return {};
      }));
  add_file(FileStatus::ready);
  const FileId before = FileId::make(database::minutes_after_noon(1));
  const RebuildReport held_up = run({.before = before});
  EXPECT_EQ(held_up.files, 0U);
  EXPECT_EQ(held_up.next_before, before);
  ASSERT_TRUE(held_up.held_up);
  EXPECT_EQ(held_up.held_up->waiting, kRebuildWindow);
  EXPECT_EQ(held_up.held_up->in_work, 0U);
  EXPECT_EQ(run({.dry_run = true}).sent, 1U) << "nothing is sent that could flood it";
  ASSERT_EQ(harness_.queue().receive_message({1, std::chrono::seconds(30), {}}, {})->size(), 1U);
  EXPECT_EQ(run({.before = before}).sent, 1U);
}

TEST_F(RebuildTest, NewFilesGoFirst) {
  add_file(FileStatus::ready, media::record_to_json([] {
             MediaRecord old = image_record();
             old.version = 1;
             return old;
           }()));
  EXPECT_EQ(run().sent_outdated, 1U);
  ASSERT_TRUE(harness_.queue().send_message({.body = "upload", .group_id = owner_.text()}));
  const auto next = harness_.queue().receive_message({2, std::chrono::seconds(30), {}}, {});
  ASSERT_EQ(next->size(), 2U);
  EXPECT_EQ(next->front().body, "upload");
}

TEST_F(RebuildTest, StopsAtAFaultAndGoesOnWhenRunAgain) {
  for (int i = 0; i < 3; ++i) add_file(FileStatus::ready);
  FailurePlan failures;
  database::FailingFileRepository failing(files(), failures);
  database::FailingProcessingRepository restarting(processing(), failures);
  failures.fail_after(2, ErrorCode::out_of_space);  // the list and the first file pass
  NewestFiles newest(database().users(), failing);
  const auto stopped = rebuild_page({}, plan(),
                                    {.newest = newest,
                                     .processing = restarting,
                                     .media_queue = harness_.queue(),
                                     .event_hub = event_hub_,
                                     .clock = harness_.clock()});
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().code, ErrorCode::out_of_space);
  EXPECT_EQ(bodies().size(), 1U);
  EXPECT_EQ(run().sent, 2U);
  EXPECT_EQ(bodies().size(), 3U);
}

TEST_F(RebuildTest, LetsAFileGoThatChangedMeanwhile) {
  add_file(FileStatus::ready);
  for (const ErrorCode code : {ErrorCode::conflict, ErrorCode::not_found}) {
    FailurePlan failures;
    database::FailingFileRepository listing(files(), failures);
    database::FailingProcessingRepository changing(processing(), failures);
    failures.fail_after(1, code);
    NewestFiles newest(database().users(), listing);
    const auto report = rebuild_page({}, plan(),
                                     {.newest = newest,
                                      .processing = changing,
                                      .media_queue = harness_.queue(),
                                      .event_hub = event_hub_,
                                      .clock = harness_.clock()});
    ASSERT_TRUE(report);
    EXPECT_EQ(report->files, 1U);
    EXPECT_EQ(report->sent, 0U);
    EXPECT_THAT(bodies(), IsEmpty());
  }
}

}  // namespace
}  // namespace audmg::functions

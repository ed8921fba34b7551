// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/database/companion_repository.hpp"
#include "audmg/database/drive_repository.hpp"
#include "audmg/database/event_repository.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/processing_repository.hpp"
#include "audmg/functions/events/file_events.hpp"
#include "audmg/functions/integrity/drive_identity.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/functions/jobs/dead_letters.hpp"
#include "audmg/functions/jobs/rendition_store.hpp"
#include "audmg/functions/media_message.hpp"
#include "audmg/functions/media_services.hpp"
#include "audmg/functions/object_keys.hpp"
#include "audmg/functions/upkeep/scrub.hpp"
#include "audmg/functions/upkeep/sweep.hpp"
#include "audmg/lib/sqlite/group_commit_writer.hpp"
#include "audmg/media/record/record_json.hpp"
#include "audmg/media/renderer.hpp"
#include "audmg/media/rendition_plan.hpp"
#include "audmg/queue/adapters/sqlite/sqlite_message_queue.hpp"
#include "audmg/storage/object_store.hpp"
#include "audmg/storage/small_object.hpp"
#include "testbeds/media_testbed.hpp"

#include <functional>

namespace audmg::functions {
namespace {

using database::FileStatus;

TEST_F(MediaTest, MakesAFileReady) {
  EXPECT_EQ(added().status, FileStatus::processing);
  ASSERT_TRUE(work()) << reason;
  EXPECT_EQ(renderer.content_type, "image/gif");
  EXPECT_EQ(row().status, FileStatus::ready);
  const Answer file = call(Call{.function = "get_file"}.id(row().id.text()), who);
  EXPECT_EQ(file.number("width"), 4U);
  const json::Value* thumbnails = file.body.find("thumbnails");
  ASSERT_NE(thumbnails, nullptr);
  EXPECT_EQ(drive.follow(text_of(*thumbnails, "small")), "a rendition");
  EXPECT_EQ(event_types(),
            (std::vector<std::string>{"file.uploaded", "attempt.started", "file.ready"}));
}

TEST_F(MediaTest, APictureForAnotherUseIsNoThumbnail) {
  const auto plan = media::parse_rendition_plan("small=webp:256:75,print=jpeg:4000:90:on_demand");
  ASSERT_TRUE(plan) << plan.error().message;
  drive.policies.rendition_plan = *plan;
  renderer.name = "print";
  added();
  ASSERT_TRUE(work()) << reason;
  const Answer file = call(Call{.function = "get_file"}.id(row().id.text()), who);
  const json::Value* thumbnails = file.body.find("thumbnails");
  ASSERT_NE(thumbnails, nullptr);
  EXPECT_EQ(thumbnails->find("print"), nullptr);
  ASSERT_EQ(file.list("renditions").size(), 1U);
  EXPECT_EQ(text_of(file.list("renditions").front(), "name"), "print");
}

TEST_F(MediaTest, DoesNothingWhenAMessageOfAFileThatIsDoneComesAgain) {
  added();
  ASSERT_TRUE(work()) << reason;
  const auto before = event_types();
  ASSERT_TRUE(functions::media({.body = body(), .receive_count = 2}, rendering));
  EXPECT_EQ(renderer.calls, 1);
  EXPECT_EQ(event_types(), before);
}

TEST_F(MediaTest, MakesOnlyWhatIsLackingWhenToldTo) {
  added();
  ASSERT_TRUE(work()) << reason;
  const std::size_t whole = renderer.plan.images.size();
  const std::string lacking =
      write_media_message({.owner = who.user, .file = row().id, .lacking_only = true});
  restart();
  ASSERT_TRUE(functions::media({.body = lacking}, rendering));
  EXPECT_EQ(renderer.calls, 2) << "its recipe is none of the plan's";
  EXPECT_EQ(renderer.plan.images.size(), whole - 1) << "an animation needs no display form";
  // A file that never was processed gets all.
  ASSERT_TRUE(drive.connections().writer.submit([](sqlite::Connection& connection) {
    return connection.execute("UPDATE files SET media_record = ''");
  }));
  restart();
  ASSERT_TRUE(functions::media({.body = lacking}, rendering));
  EXPECT_EQ(renderer.plan.images.size(), whole);
}

TEST_F(MediaTest, DecodesNothingWhenNothingIsLacking) {
  added();
  media.plan = {.images = {{"small"}}, .audio = {}, .waveform = {}};
  renderer.recipe = recipe_id(media.plan.images[0]);
  ASSERT_TRUE(work()) << reason;
  const std::string before = row().media_record;
  restart();
  ASSERT_TRUE(functions::media(
      {.body = write_media_message({.owner = who.user, .file = row().id, .lacking_only = true})},
      rendering));
  EXPECT_EQ(renderer.calls, 1);
  EXPECT_EQ(row().status, FileStatus::ready);
  EXPECT_EQ(row().media_record, before);
}

class RefreshTest : public MediaTest {
 protected:
  /// A ready file that an earlier version has processed, with everything that the plan has.
  RefreshTest() {
    media.plan = {.images = {{"small"}}, .audio = {}, .waveform = {}};
    renderer.recipe = recipe_id(media.plan.images[0]);
    added();
    EXPECT_TRUE(work()) << reason;
    auto old = *media::record_from_json(row().media_record);
    old.version = 1;
    old.placeholder = "3OcRJYB4d3h/iIeHeEh3eIhw+j3A";
    EXPECT_TRUE(drive.connections().writer.submit([&](sqlite::Connection& connection) {
      return connection.execute("UPDATE files SET media_record = '" + media::record_to_json(old) +
                                "'");
    }));
    renderer.calls = 0;
    renderer.camera = "Camera Works";
  }
  Result<void> refresh(std::uint32_t receive_count = 1) {
    return functions::media(
        {.body = write_media_message({.owner = who.user, .file = row().id, .lacking_only = true}),
         .receive_count = receive_count},
        rendering);
  }
  media::MediaRecord record() { return *media::record_from_json(row().media_record); }
};

TEST_F(RefreshTest, ReadsTheFactsAgainAndKeepsTheRenditions) {
  const auto before = record();
  const auto keys = drive.object_keys();
  FileStatus meanwhile = FileStatus::failed;
  renderer.meanwhile = [&] { meanwhile = row().status; };
  ASSERT_TRUE(refresh());
  EXPECT_TRUE(renderer.facts_only);
  EXPECT_TRUE(renderer.plan.images.empty());
  EXPECT_EQ(meanwhile, FileStatus::ready);
  EXPECT_EQ(row().status, FileStatus::ready);
  EXPECT_EQ(record().version, media::kFactsVersion);
  EXPECT_EQ(record().image->camera_make, "Camera Works");
  EXPECT_EQ(record().placeholder, before.placeholder);
  ASSERT_EQ(record().renditions.size(), 1U);
  EXPECT_EQ(record().renditions[0].object_key, before.renditions[0].object_key);
  EXPECT_EQ(drive.object_keys(), keys);
  EXPECT_EQ(event_types().back(), "file.ready") << "open pages show the new facts";
}

TEST_F(RefreshTest, DoesNothingWhenTheMessageComesAgain) {
  ASSERT_TRUE(refresh());
  const auto events = event_types();
  ASSERT_TRUE(refresh(2));
  EXPECT_EQ(renderer.calls, 1);
  EXPECT_EQ(event_types(), events);
}

TEST_F(RefreshTest, LeavesAFileAsItWasThatTheNewCodeCannotRead) {
  const std::string before = row().media_record;
  renderer.failure = Error{ErrorCode::invalid_argument, "The image is cut short."};
  ASSERT_TRUE(refresh());
  EXPECT_EQ(row().status, FileStatus::ready);
  EXPECT_EQ(row().media_record, before);
  EXPECT_EQ(row().failure_reason, "");
  renderer.failure = Error{ErrorCode::internal, "The decoder crashed.", true};
  EXPECT_FALSE(refresh());
  ASSERT_TRUE(refresh(3));
  EXPECT_EQ(row().status, FileStatus::ready);
  EXPECT_EQ(row().media_record, before);
}

TEST_F(RefreshTest, MakesWhatIsLackingInTheSamePass) {
  media.plan.images.push_back({"large", media::ImageUse::thumbnail, 1440});
  renderer.name = "large";
  renderer.recipe = recipe_id(media.plan.images[1]);
  ASSERT_TRUE(refresh());
  EXPECT_FALSE(renderer.facts_only);
  ASSERT_EQ(renderer.plan.images.size(), 1U);
  EXPECT_EQ(renderer.plan.images[0].name, "large");
  EXPECT_EQ(record().version, media::kFactsVersion);
  EXPECT_EQ(record().renditions.size(), 2U);
}

TEST_F(RefreshTest, KeepsARenditionThatCannotBeMadeAgain) {
  const auto before = record();
  // As of a song whose cover cannot be read any more.
  media.plan.images[0].quality = 80;
  renderer.name = renderer.recipe = "other";
  ASSERT_TRUE(refresh());
  ASSERT_EQ(renderer.plan.images.size(), 1U);
  ASSERT_EQ(record().renditions.size(), 2U);
  EXPECT_EQ(record().renditions[0].object_key, before.renditions[0].object_key);
  EXPECT_EQ(drive.read_object(before.renditions[0].object_key), renderer.text);
}

TEST_F(RefreshTest, IsNotLostWhenAnotherAttemptBegins) {
  std::optional<database::ProcessingAttempt> other;
  renderer.meanwhile = [&] {
    other = *drive.services.processing.begin_processing(
        {.owner = who.user, .id = row().id, .now = drive.clock.now(), .only_if_ready = true});
  };
  ASSERT_TRUE(refresh());
  EXPECT_EQ(record().image->camera_make, "Camera Works");
  EXPECT_EQ(renderer.calls, 1);
  const auto late =
      drive.services.processing.add_renditions({.owner = who.user,
                                                .id = row().id,
                                                .fencing_token = other->fencing_token,
                                                .media_record = other->file.media_record});
  ASSERT_FALSE(late) << "the other one looks again, too";
  EXPECT_EQ(late.error().code, ErrorCode::conflict);
}

TEST_F(RefreshTest, KeepsWhatAnotherAttemptHasAddedMeanwhile) {
  renderer.meanwhile = [&] {
    const auto other = *drive.services.processing.begin_processing(
        {.owner = who.user, .id = row().id, .now = drive.clock.now(), .only_if_ready = true});
    ASSERT_TRUE(other);
    media::MediaRecord more = record();
    more.renditions.push_back(more.renditions.front());
    more.renditions.back().name = "display";
    ASSERT_TRUE(
        drive.services.processing.add_renditions({.owner = who.user,
                                                  .id = row().id,
                                                  .fencing_token = other->fencing_token,
                                                  .media_record = media::record_to_json(more)}));
  };
  ASSERT_TRUE(refresh());
  EXPECT_EQ(record().image->camera_make, "Camera Works");
  EXPECT_EQ(record().renditions.size(), 2U);
}

TEST_F(RefreshTest, LeavesAFileToTheAttemptThatMakesItReady) {
  renderer.meanwhile = [&] {
    restart();
    ASSERT_TRUE(*drive.services.processing.begin_processing(
        {.owner = who.user, .id = row().id, .now = drive.clock.now()}));
  };
  ASSERT_TRUE(refresh());
  EXPECT_EQ(row().status, FileStatus::processing);
  EXPECT_EQ(record().version, 1U);
}

TEST_F(RefreshTest, WaitsInTheBackgroundAfterAShortage) {
  renderer.failure = Error{ErrorCode::unavailable, "no descriptors", true};
  ASSERT_TRUE(refresh(queue::kMaxReceiveCount));
  EXPECT_EQ(row().status, FileStatus::ready);
  const auto attributes = queue->get_queue_attributes();
  EXPECT_EQ(attributes->visible + attributes->delayed, 1U);
  EXPECT_TRUE(drive.connections().writer.submit([](sqlite::Connection& connection) -> Result<void> {
    constexpr int kBackground = 64;
    EXPECT_GE(*connection.query_integer("SELECT min(lane) FROM messages WHERE queue = 'media'"),
              kBackground);
    return {};
  }));
}

TEST_F(MediaTest, ABadFileFailsAtOnceAndForGood) {
  added();
  renderer.failure = Error{ErrorCode::invalid_argument, "The image is cut short."};
  ASSERT_TRUE(work()) << reason;
  EXPECT_EQ(row().status, FileStatus::failed);
  EXPECT_EQ(call(Call{.function = "get_file"}.id(row().id.text()), who).text("failureReason"),
            "The image is cut short.");
}

TEST_F(MediaTest, AFailedFileKeepsItsFacts) {
  added();
  renderer.failure = Error{ErrorCode::too_large, "The image has 700 megapixels."};
  renderer.failure_has_facts = true;
  ASSERT_TRUE(work()) << reason;
  EXPECT_EQ(row().status, FileStatus::failed);
  const Answer file = call(Call{.function = "get_file"}.id(row().id.text()), who);
  EXPECT_EQ(file.text("failureReason"), "The image has 700 megapixels.");
  EXPECT_EQ(file.number("width"), 4U);
  EXPECT_EQ(file.number("height"), 3U);
}

TEST_F(MediaTest, ACrashOfTheDecoderCostsNoFacts) {
  added();
  renderer.failure = Error{ErrorCode::internal, "The decoder crashed.", true};
  renderer.failure_has_facts = true;
  EXPECT_FALSE(functions::media({.body = body(), .receive_count = 1}, rendering));
  EXPECT_EQ(row().media_record, "") << "the next attempt may do better";
  EXPECT_TRUE(functions::media({.body = body(), .receive_count = 3}, rendering));
  EXPECT_EQ(row().status, FileStatus::failed);
  EXPECT_EQ(call(Call{.function = "get_file"}.id(row().id.text()), who).number("width"), 4U);
}

TEST_F(MediaTest, AFileThatFailsLaterKeepsItsRenditions) {
  added();
  ASSERT_TRUE(work()) << reason;
  restart();
  renderer.failure = Error{ErrorCode::invalid_argument, "The image cannot be decoded."};
  renderer.failure_has_facts = true;
  ASSERT_TRUE(functions::media({.body = body()}, rendering));
  const Answer file = call(Call{.function = "get_file"}.id(row().id.text()), who);
  EXPECT_EQ(file.text("status"), "failed");
  const json::Value* thumbnails = file.body.find("thumbnails");
  ASSERT_NE(thumbnails, nullptr);
  EXPECT_EQ(drive.follow(text_of(*thumbnails, "small")), "a rendition");
}

TEST_F(MediaTest, ACrashIsTriedAgainAndThenBlamedOnTheFile) {
  added();
  renderer.failure = Error{ErrorCode::internal, "The decoder crashed.", true};
  EXPECT_FALSE(functions::media({.body = body(), .receive_count = 1}, rendering));
  EXPECT_FALSE(functions::media({.body = body(), .receive_count = 2}, rendering));
  EXPECT_EQ(row().status, FileStatus::processing);
  EXPECT_TRUE(functions::media({.body = body(), .receive_count = 3}, rendering));
  EXPECT_EQ(row().status, FileStatus::failed);
}

TEST_F(MediaTest, AFaultOfOursIsTriedAgainAndNeverLeavesAFileProcessing) {
  added();
  renderer.failure = Error{ErrorCode::internal, "no such format"};
  EXPECT_FALSE(functions::media({.body = body(), .receive_count = 4}, rendering));
  EXPECT_EQ(row().status, FileStatus::processing);
  EXPECT_FALSE(functions::media({.body = body(), .receive_count = 5}, rendering));
  EXPECT_EQ(row().status, FileStatus::failed);
}

TEST_F(MediaTest, AShortageIsNeverHeldAgainstTheFile) {
  added();
  for (const ErrorCode code : {ErrorCode::unavailable, ErrorCode::out_of_space}) {
    renderer.failure = Error{code, "no descriptors", true};
    for (std::uint32_t count = 1; count < queue::kMaxReceiveCount; ++count) {
      const auto tried = functions::media({.body = body(), .receive_count = count}, rendering);
      ASSERT_FALSE(tried) << count;
      EXPECT_EQ(tried.error().code, code);
      EXPECT_EQ(row().status, FileStatus::processing) << count;
    }
  }
}

TEST_F(MediaTest, AStoreThatIsSlowIsNoVerdictOnTheFile) {
  added();
  const std::string message = body();
  // The file is found and its attempt begins; then its bytes do not come.
  drive.failures.fail_after(2, ErrorCode::deadline_exceeded);
  const auto tried = functions::media({.body = message}, rendering);
  drive.failures.stop_failing();
  ASSERT_FALSE(tried);
  EXPECT_EQ(tried.error().code, ErrorCode::unavailable);
  EXPECT_EQ(renderer.calls, 0);
  EXPECT_EQ(row().status, FileStatus::processing);
}

TEST_F(MediaTest, AfterAShortageAtTheLastReceiveAFreshMessageComes) {
  added();
  renderer.failure = Error{ErrorCode::unavailable, "no descriptors", true};
  ASSERT_TRUE(
      functions::media({.body = body(), .receive_count = queue::kMaxReceiveCount}, rendering));
  EXPECT_EQ(row().status, FileStatus::processing);
  renderer.failure.reset();
  // The message of the upload, and the one that has taken its place.
  const auto attributes = queue->get_queue_attributes();
  ASSERT_TRUE(attributes);
  EXPECT_EQ(attributes->visible + attributes->delayed, 2U);
}

TEST_F(MediaTest, FormerRenditionsWaitForABackup) {
  added();
  ASSERT_TRUE(work()) << reason;
  const auto render_with = [&](const std::string& recipe) {
    renderer.recipe = recipe;
    restart();
    ASSERT_TRUE(functions::media({.body = body()}, rendering));
  };
  const auto number_of_renditions = [&] {
    return drive.object_keys().size() - 2;  // the original and its sidecar
  };
  const TimePoint now = drive.clock.now();
  ASSERT_TRUE(*drive.services.drive.take_lease(database::kKeepObjectsLease, "backup", now,
                                               now + std::chrono::minutes(2)));
  render_with("webp-256-q75-v2");
  EXPECT_EQ(number_of_renditions(), 2U) << "the backup copies what its snapshot names";
  drive.clock.advance(std::chrono::minutes(3));
  render_with("webp-256-q75-v3");
  EXPECT_EQ(number_of_renditions(), 2U) << "the first one is left to the sweep";
}

TEST_F(MediaTest, AnOlderAttemptCannotOverwriteANewerOne) {
  added();
  renderer.text = "stale";
  renderer.meanwhile = [&] {
    renderer.meanwhile = nullptr;
    renderer.text = "newer";
    ASSERT_TRUE(functions::media({.body = body()}, rendering));
    renderer.failure = Error{ErrorCode::invalid_argument, "stale"};
  };
  ASSERT_TRUE(functions::media({.body = body()}, rendering));
  EXPECT_EQ(row().status, FileStatus::ready) << "the stale failure must not win";
}

TEST_F(MediaTest, DeletingWhileItIsProcessedLeavesNothing) {
  const database::File file = added();
  renderer.meanwhile = [&] {
    EXPECT_EQ(
        call(Call{.function = "delete_file"}.id(file.id.text()).where("permanent", "true"), who)
            .status,
        204);
  };
  ASSERT_TRUE(work()) << reason;
  EXPECT_TRUE(drive.object_keys().empty());
}

TEST_F(MediaTest, ARetrySendsItAgain) {
  added();
  ASSERT_TRUE(work()) << reason;
  const Answer again = call(Call{.function = "retry_file"}.id(row().id.text()), who);
  EXPECT_EQ(again.status, 202);
  EXPECT_EQ(again.text("status"), "processing");
  EXPECT_EQ(event_types().back(), "file.processing");
  EXPECT_EQ(call(Call{.function = "retry_file"}.id(row().id.text()), who).verdict(),
            "409 already_processing");
  ASSERT_TRUE(work()) << reason;
  EXPECT_EQ(row().status, FileStatus::ready);
  EXPECT_EQ(renderer.calls, 2);
}

TEST_F(MediaTest, ADuplicateIsNotProcessedAgain) {
  added();
  ASSERT_TRUE(work()) << reason;
  EXPECT_EQ(drive.upload(who, media_bytes()).status, 200);
  EXPECT_EQ(queue->get_queue_attributes()->visible, 0U);
}

TEST_F(MediaTest, FilesOfDeadMessagesFail) {
  added();
  for (int i = 0; i < 6; ++i) {
    const auto received = queue->receive_message({.wait_time = std::chrono::milliseconds(0)}, {});
    for (const auto& message : *received) {
      ASSERT_TRUE(queue->change_message_visibility(message.receipt_handle,
                                                   std::chrono::milliseconds(0), "killed"));
    }
  }
  ASSERT_EQ(queue->get_queue_attributes()->dead, 1U);
  std::string position;
  const auto failed = fail_dead_files(*queue, position, drive.services);
  ASSERT_TRUE(failed);
  EXPECT_EQ(*failed, 1U);
  EXPECT_EQ(row().status, FileStatus::failed);
  EXPECT_EQ(*fail_dead_files(*queue, position, drive.services), 0U) << "once";
}

TEST_F(MediaTest, ADeadMessageOfAnEarlierTimeDoesNotFailAFile) {
  added();
  for (int i = 0; i < 6; ++i) {
    const auto received = queue->receive_message({.wait_time = std::chrono::milliseconds(0)}, {});
    for (const auto& message : *received) {
      ASSERT_TRUE(queue->change_message_visibility(message.receipt_handle,
                                                   std::chrono::milliseconds(0), "killed"));
    }
  }
  ASSERT_EQ(queue->get_queue_attributes()->dead, 1U);
  std::string position;
  ASSERT_EQ(*fail_dead_files(*queue, position, drive.services), 1U);
  // The message stays among the dead ones for days, and its owner tries again.
  drive.clock.advance(std::chrono::minutes(1));
  ASSERT_EQ(call(Call{.function = "retry_file"}.id(row().id.text()), who).status, 202);
  EXPECT_EQ(*fail_dead_files(*queue, position, drive.services), 0U);
  EXPECT_EQ(row().status, FileStatus::processing);
  ASSERT_TRUE(drive.services.processing.begin_processing(
      {.owner = who.user, .id = row().id, .now = drive.clock.now()}));
  EXPECT_EQ(*fail_dead_files(*queue, position, drive.services), 0U) << "its attempt has begun";
  EXPECT_EQ(row().status, FileStatus::processing);
}

TEST_F(MediaTest, DeadMessagesOfRenditionsFailNoFile) {
  added();
  ASSERT_TRUE(work()) << reason;
  const std::string asked =
      write_media_message({.owner = who.user, .file = row().id, .rendition = "opus"});
  ASSERT_TRUE(queue->send_message({.body = asked, .group_id = who.user.text()}));
  for (int i = 0; i < 6; ++i) {
    const auto received = queue->receive_message({.wait_time = std::chrono::milliseconds(0)}, {});
    for (const auto& message : *received) {
      ASSERT_TRUE(queue->change_message_visibility(message.receipt_handle,
                                                   std::chrono::milliseconds(0), "killed"));
    }
  }
  ASSERT_EQ(queue->get_queue_attributes()->dead, 1U);
  restart();
  std::string position;
  EXPECT_EQ(*fail_dead_files(*queue, position, drive.services), 0U);
  EXPECT_EQ(row().status, FileStatus::processing) << "its own message is still to come";
}

TEST_F(MediaTest, TheSweepKeepsWhatRecordsName) {
  added();
  ASSERT_TRUE(work()) << reason;
  const auto sweep = [&] {
    ObjectSweep whole(drive.services);
    while (whole.pass().value_or(false)) {
    }
    return whole.report().orphans_quarantined;
  };
  EXPECT_EQ(sweep(), 0U);
  const auto before = drive.object_keys();
  ASSERT_EQ(before.size(), 4U) << "original, sidecar, rendition, and the drive's identity";
  const auto put = drive.services.objects.put_object(
      {.key = "deriv/" + who.user.text() + "/" + row().id.text() + "/webp-256-q75-v0", .size = {}});
  ASSERT_TRUE(put);
  ASSERT_TRUE((*put)->commit());
  EXPECT_EQ(sweep(), 0U) << "within its grace";
  drive.clock.advance(kOrphanGrace + std::chrono::hours(24 * 365 * 20));
  EXPECT_EQ(sweep(), 1U);
  EXPECT_EQ(drive.object_keys(), before);
}

}  // namespace
}  // namespace audmg::functions

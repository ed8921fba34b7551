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
#include "audmg/functions/jobs/rebuild.hpp"
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

namespace audmg::functions {
namespace {

using database::FileStatus;

class LostRenditionsTest : public MediaTest {
 protected:
  LostRenditionsTest() {
    media.plan = {.images = {{"small"}}, .audio = {}, .waveform = {}};
    renderer.recipe = recipe_id(media.plan.images[0]);
    added();
    EXPECT_TRUE(work()) << reason;
    rendition = renditions_prefix(who.user, row().id) + renderer.recipe;
    EXPECT_TRUE(check_drive(drive.services));
  }

  /// Returns how many files were found to lack renditions.
  std::uint64_t scrub(ScrubReading reading = ScrubReading::none) {
    Scrub scrub({.reading = reading, .looks_at_all = true}, drive.services);
    Result<bool> more = true;
    while (more && *more) more = scrub.pass();
    EXPECT_TRUE(more);
    return scrub.take_report().lost_renditions;
  }

  std::string rendition;
};

TEST_F(LostRenditionsTest, AreMadeAgain) {
  EXPECT_EQ(scrub(), 0U);
  const std::string record = row().media_record;
  for (const ScrubReading reading : {ScrubReading::none, ScrubReading::all}) {
    ASSERT_TRUE(drive.services.objects.delete_object(rendition));
    EXPECT_EQ(scrub(reading), 1U);
    EXPECT_EQ(row().status, FileStatus::processing);
    EXPECT_EQ(event_types().back(), "file.processing") << "searches by status are told";
    EXPECT_EQ(scrub(reading), 0U) << "its message is under way";
    ASSERT_TRUE(work()) << reason;
    EXPECT_EQ(row().status, FileStatus::ready);
    EXPECT_EQ(row().media_record, record);
    EXPECT_EQ(drive.read_object(rendition), renderer.text);
  }
  EXPECT_EQ(renderer.calls, 3);
}

TEST_F(LostRenditionsTest, OfAnotherSizeAreMadeAgain) {
  ASSERT_TRUE(storage::put_small_object(rendition, "cut", drive.services.objects));
  EXPECT_EQ(scrub(), 1U);
  ASSERT_TRUE(work()) << reason;
  EXPECT_EQ(drive.read_object(rendition), renderer.text);
}

TEST_F(LostRenditionsTest, AreForgottenWhenThePlanHasThemNoMore) {
  ASSERT_TRUE(drive.services.objects.delete_object(rendition));
  media.plan = {};
  EXPECT_EQ(scrub(), 1U);
  ASSERT_TRUE(work()) << reason;
  EXPECT_EQ(renderer.calls, 1);
  EXPECT_EQ(row().status, FileStatus::ready);
  EXPECT_EQ(scrub(), 0U);
}

TEST_F(LostRenditionsTest, AreCountedOnlyWhereNothingIsProcessed) {
  ASSERT_TRUE(drive.services.objects.delete_object(rendition));
  drive.policies.process_media = false;
  EXPECT_EQ(scrub(), 1U);
  EXPECT_EQ(row().status, FileStatus::ready);
}

TEST_F(LostRenditionsTest, OfADamagedFileAreLeft) {
  ASSERT_TRUE(drive.services.objects.delete_object(rendition));
  ASSERT_TRUE(drive.services.objects.delete_object(row().object_key));
  EXPECT_EQ(scrub(ScrubReading::all), 0U);
  EXPECT_EQ(row().status, FileStatus::ready) << "it could only fail";
}

TEST_F(LostRenditionsTest, AStoreThatDoesNotAnswerIsNoVerdict) {
  ASSERT_TRUE(drive.services.objects.delete_object(rendition));
  EXPECT_EQ(scrub(), 1U);
  drive.failures.fail_after(2, ErrorCode::unavailable);  // find_file(), begin_processing()
  EXPECT_FALSE(work());
  drive.failures.stop_failing();
  EXPECT_EQ(row().status, FileStatus::processing);
  EXPECT_EQ(renderer.calls, 1);
}

class SidecarTest : public MediaTest {
 protected:
  SidecarTest() {
    media.plan = {.images = {{"small"}}, .audio = {}, .waveform = {}};
    renderer.recipe = recipe_id(media.plan.images[0]);
  }

  /// Gives the file a sidecar, as an upload does.
  void add_sidecar(const std::string& xmp) {
    const database::File file = row();
    const std::string key = original_key(file.owner, make_uuid7(drive.clock.now()));
    ASSERT_TRUE(storage::put_small_object(key, xmp, drive.services.objects));
    ASSERT_TRUE(drive.services.companions.put_companion(
        {.owner = file.owner,
         .file = file.id,
         .companion = {.kind = database::CompanionKind::xmp,
                       .name = "a.xmp",
                       .content_type = "application/rdf+xml",
                       .size = xmp.size(),
                       .sha256 = std::string(64, 'a'),
                       .crc32 = std::nullopt,
                       .object_key = key},
         .outbox = {.messages = {new_sidecar_message(file, drive.clock.now(), {})},
                    .events = {}}}));
  }
  std::string sidecar_read() { return media::record_from_json(row().media_record)->sidecar; }
  std::string sidecar_key() { return row().companions.at(0).object_key; }
};

TEST_F(SidecarTest, TheRendererGetsIt) {
  added();
  ASSERT_TRUE(work());
  EXPECT_EQ(renderer.sidecar, "");
  add_sidecar("<x:xmpmeta/>");
  EXPECT_EQ(row().status, FileStatus::ready);
  renderer.camera = "of the sidecar";
  ASSERT_TRUE(work());
  EXPECT_EQ(renderer.sidecar, "<x:xmpmeta/>");
  EXPECT_EQ(row().status, FileStatus::ready);
  EXPECT_EQ(media::record_from_json(row().media_record)->image->camera_make, "of the sidecar");
  EXPECT_EQ(sidecar_read(), sidecar_key());
}

TEST_F(SidecarTest, DoesNotFailAReadyPicture) {
  added();
  ASSERT_TRUE(work());
  const std::string before = row().media_record;
  add_sidecar("<x:xmpmeta/>");
  renderer.failure = Error{ErrorCode::invalid_argument, "The image is cut short."};
  renderer.failure_has_facts = true;
  ASSERT_TRUE(work());
  EXPECT_TRUE(renderer.facts_only);
  EXPECT_EQ(row().status, FileStatus::ready);
  EXPECT_EQ(row().media_record, before);
  EXPECT_EQ(row().failure_reason, "");
}

TEST_F(SidecarTest, IsFoundByARebuildWhenItsMessageIsLost) {
  added();
  ASSERT_TRUE(work());
  const auto verdict = [&] { return decide_rebuild(row(), media.plan, drive.clock.now()).verdict; };
  EXPECT_EQ(verdict(), RebuildVerdict::up_to_date);
  add_sidecar("<x:xmpmeta/>");
  EXPECT_EQ(verdict(), RebuildVerdict::outdated_facts);
  ASSERT_TRUE(work());
  EXPECT_EQ(verdict(), RebuildVerdict::up_to_date);
}

TEST_F(SidecarTest, OfAFailedPictureTellsWhatItSays) {
  added();
  renderer.failure = Error{ErrorCode::invalid_argument, "The image is cut short."};
  renderer.failure_has_facts = true;
  ASSERT_TRUE(work());
  ASSERT_EQ(row().status, FileStatus::failed);
  add_sidecar("<x:xmpmeta/>");
  renderer.camera = "of the sidecar";
  ASSERT_TRUE(work());
  EXPECT_EQ(row().status, FileStatus::failed);
  EXPECT_EQ(media::record_from_json(row().media_record)->image->camera_make, "of the sidecar");
}

TEST_F(SidecarTest, OneThatComesMeanwhileIsNotMissed) {
  added();
  renderer.meanwhile = [&] {
    renderer.meanwhile = nullptr;
    add_sidecar("<rdf:RDF/>");
  };
  ASSERT_TRUE(work());
  EXPECT_EQ(renderer.sidecar, "<rdf:RDF/>");
  EXPECT_EQ(row().status, FileStatus::ready);
  EXPECT_EQ(sidecar_read(), sidecar_key());
  const int calls = renderer.calls;
  ASSERT_TRUE(work()) << "its own message";
  EXPECT_EQ(renderer.calls, calls);
}

TEST_F(SidecarTest, ItsMessageLeavesAFileThatIsProcessedAlone) {
  added();
  add_sidecar("<rdf:RDF/>");
  const std::string own = body();
  const std::string of_sidecar = write_media_message(
      {.owner = who.user, .file = row().id, .lacking_only = true, .facts = true});
  renderer.meanwhile = [&] {
    renderer.meanwhile = nullptr;
    ASSERT_TRUE(functions::media({.body = of_sidecar}, rendering));
  };
  ASSERT_TRUE(functions::media({.body = own}, rendering));
  EXPECT_EQ(renderer.calls, 1);
  EXPECT_EQ(row().status, FileStatus::ready);
  EXPECT_EQ(sidecar_read(), sidecar_key());
}

TEST_F(SidecarTest, IsReadByTheMessageThatComesAgainAfterACrash) {
  added();
  ASSERT_TRUE(work());
  add_sidecar("<rdf:RDF/>");
  // The process ended after the file was ready and before it looked for a new sidecar.
  ASSERT_TRUE(functions::media({.body = body(), .receive_count = 2}, rendering));
  EXPECT_EQ(sidecar_read(), sidecar_key());
}

TEST_F(SidecarTest, ALostOneDoesNotFailThePicture) {
  added();
  add_sidecar("<x:xmpmeta/>");
  ASSERT_TRUE(drive.services.objects.delete_object(row().companions.at(0).object_key));
  ASSERT_TRUE(work());
  EXPECT_EQ(renderer.sidecar, "");
  EXPECT_EQ(row().status, FileStatus::ready);
}

}  // namespace
}  // namespace audmg::functions

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/sweep.hpp"

#include "audmg/functions/accept_object.hpp"
#include "audmg/functions/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <stop_token>
#include <string>
#include <utility>

namespace audmg::functions {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

class SweepTest : public DriveTest {
 protected:
  // Objects carry the machine's time, so the drive's clock has to start there.
  SweepTest() {
    drive.clock.set(SystemClock().now());
    ada = drive.add_user("ada");
  }

  void put_orphan(const std::string& key) {
    auto writer = drive.services.objects.put_object({.key = key, .size = std::nullopt});
    ASSERT_TRUE(writer);
    ASSERT_TRUE((*writer)->write(std::as_bytes(std::span("bytes", 5))));
    ASSERT_TRUE((*writer)->commit());
  }
  SweepReport run() {
    SweepReport report = sweep_expired(drive.services);
    const SweepReport objects = sweep_objects(drive.services, position);
    report.lost_uploads_aborted = objects.lost_uploads_aborted;
    report.objects_seen = objects.objects_seen;
    report.orphans_deleted = objects.orphans_deleted;
    report.failures += objects.failures;
    return report;
  }

  http::Principal ada;
  std::string position;
};

TEST_F(SweepTest, DeletesOldOrphansOnly) {
  EXPECT_EQ(drive.upload(ada, sample_gif()).status, 201);
  put_orphan("orig/x/1");
  put_orphan("orig/x/2");
  put_orphan("other/x");
  const SweepReport early = run();
  EXPECT_EQ(early.objects_seen, 3U);
  EXPECT_EQ(early.orphans_deleted, 0U) << "they may belong to a request under way";
  drive.clock.advance(kOrphanGrace + minutes(1));
  const SweepReport late = run();
  EXPECT_EQ(late.orphans_deleted, 2U);
  EXPECT_EQ(late.failures, 0U);
  EXPECT_TRUE(drive.logger.has("orphan_deleted"));
  const auto keys = drive.object_keys();
  EXPECT_EQ(keys.size(), 2U) << "the file's and the one outside orig/";
  EXPECT_EQ(run().orphans_deleted, 0U);
}

TEST_F(SweepTest, EndsWhenItIsTold) {
  put_orphan("orig/x/1");
  drive.clock.advance(kOrphanGrace + minutes(1));
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(sweep_objects(drive.services, position, stop.get_token()).objects_seen, 0U);
  EXPECT_EQ(drive.object_keys().size(), 1U);
  EXPECT_EQ(sweep_objects(drive.services, position).orphans_deleted, 1U);
}

TEST_F(SweepTest, DeletesWhatADeletedUserLeft) {
  EXPECT_EQ(drive.upload(ada, sample_gif()).status, 201);
  EXPECT_TRUE(drive.services.users.delete_user(ada.user));
  drive.clock.advance(kOrphanGrace + minutes(1));
  EXPECT_EQ(run().orphans_deleted, 1U);
  EXPECT_TRUE(drive.object_keys().empty());
}

TEST_F(SweepTest, AbortsExpiredUploads) {
  const Answer opened = drive.open_upload(ada, 1000);
  const Answer fresh = (drive.clock.advance(hours(2)), drive.open_upload(ada, 1000));
  const auto upload =
      *drive.services.uploads.find_upload(ada.user, *UploadId::parse(opened.text("uploadId")));
  drive.clock.advance(hours(22) + minutes(1));
  EXPECT_EQ(run().uploads_aborted, 1U);
  EXPECT_FALSE(
      *drive.services.uploads.find_upload(ada.user, *UploadId::parse(opened.text("uploadId"))));
  EXPECT_EQ(drive.services.multipart.list_parts(upload->object_key, upload->multipart_upload_id)
                .error()
                .code,
            ErrorCode::not_found);
  EXPECT_EQ(call(Call{.function = "get_upload"}.id(fresh.text("uploadId")), ada).status, 200);
}

// A crash between creating the upload in the store and writing its row leaves exactly this.
TEST_F(SweepTest, AbortsOldUploadsThatNoSessionKnows) {
  const Answer opened = drive.open_upload(ada, 1000);
  storage::MultipartUploads& multipart = drive.services.multipart;
  const auto lost_key = original_key(ada.user, UploadId::make(drive.clock.now()).text());
  const auto begin = [&](const std::string& key) {
    return *multipart.create_multipart_upload({.key = key, .size = 10, .part_size = 10});
  };
  const std::string lost = begin(lost_key);
  const std::string nameless = begin("orig/x");
  const std::string elsewhere = begin("other/x");
  const auto session =
      *drive.services.uploads.find_upload(ada.user, *UploadId::parse(opened.text("uploadId")));
  const std::string second_of_its_key = begin(session->object_key);
  EXPECT_EQ(run().lost_uploads_aborted, 0U) << "their rows may be about to be written";
  drive.clock.advance(kOrphanGrace + minutes(1));
  const SweepReport late = run();
  EXPECT_EQ(late.failures, 0U);
  EXPECT_EQ(late.lost_uploads_aborted, 3U);
  EXPECT_TRUE(drive.logger.has("lost_upload_aborted"));
  for (const auto& [key, id] :
       {std::pair{lost_key, lost}, std::pair{std::string("orig/x"), nameless},
        std::pair{session->object_key, second_of_its_key}}) {
    EXPECT_EQ(multipart.list_parts(key, id).error().code, ErrorCode::not_found) << key;
  }
  EXPECT_TRUE(multipart.list_parts("other/x", elsewhere)) << "not the drive's";
  EXPECT_TRUE(multipart.list_parts(session->object_key, session->multipart_upload_id));
  EXPECT_EQ(run().lost_uploads_aborted, 0U);
}

TEST_F(SweepTest, AbortsTheUploadsOfADeletedUser) {
  EXPECT_EQ(drive.open_upload(ada, 1000).status, 201);
  EXPECT_TRUE(drive.services.users.delete_user(ada.user));
  drive.clock.advance(kOrphanGrace + minutes(1));
  EXPECT_EQ(run().lost_uploads_aborted, 1U);
  EXPECT_TRUE(drive.services.multipart.list_multipart_uploads({})->empty());
}

TEST_F(SweepTest, ForgetsExpiredSessionsAndKeys) {
  EXPECT_EQ(call(Drive::form(sample_gif()).with("Idempotency-Key", "k"), ada).status, 201);
  drive.clock.advance(hours(25));
  EXPECT_EQ(run().failures, 0U);
  EXPECT_FALSE(*drive.services.sessions.find_session(ada.user, ada.session));
}

TEST_F(SweepTest, GoesOnWithTheOtherStepsWhenOneFails) {
  put_orphan("orig/x/1");
  drive.clock.advance(kOrphanGrace + minutes(1));
  drive.failures.fail_once(ErrorCode::unavailable);
  const SweepReport report = run();
  EXPECT_EQ(report.failures, 1U);
  EXPECT_EQ(report.orphans_deleted, 1U);
  EXPECT_TRUE(drive.logger.has("sweep_step_failed"));
}

TEST_F(SweepTest, DeletesNothingWhenTheDatabaseIsSilent) {
  EXPECT_EQ(drive.upload(ada, sample_gif()).status, 201);
  put_orphan("orig/x/1");
  drive.clock.advance(kOrphanGrace + minutes(1));
  drive.failures.fail_always(ErrorCode::unavailable);
  EXPECT_EQ(run().failures, 5U);
  drive.failures.stop_failing();
  EXPECT_EQ(drive.object_keys().size(), 2U);
}

// What add_file() could not be sure of: the row may come back with the log after a restart.
TEST_F(SweepTest, FindsTheObjectOfAFileWhoseRowFailedUnclearly) {
  int unclear = 0;
  for (int passed = 0; passed < 40; ++passed) {
    drive.failures.fail_after(passed, ErrorCode::internal);
    const Answer answer = drive.upload(ada, sample_gif("n" + std::to_string(passed)));
    if (drive.failures.is_pending()) break;
    EXPECT_EQ(answer.status, 500) << passed;
  }
  drive.failures.stop_failing();
  const std::size_t rows = drive.rows(ada.user).size();
  unclear = static_cast<int>(drive.object_keys().size() - rows);
  EXPECT_GE(unclear, 1) << "the object stays when the row may be there";
  drive.clock.advance(kOrphanGrace + minutes(1));
  EXPECT_EQ(run().orphans_deleted, static_cast<std::size_t>(unclear));
  EXPECT_EQ(drive.object_keys().size(), rows);
}

}  // namespace
}  // namespace audmg::functions

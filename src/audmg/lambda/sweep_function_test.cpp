// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/sweep_function.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/database/drive_repository.hpp"
#include "audmg/database/file.hpp"
#include "audmg/functions/attempt_lease.hpp"
#include "audmg/functions/integrity/drive_identity.hpp"
#include "audmg/functions/integrity/object_check.hpp"
#include "audmg/functions/jobs/stuck_files.hpp"
#include "audmg/functions/upkeep/chore_round.hpp"
#include "audmg/functions/upkeep/sweep.hpp"
#include "audmg/functions/upkeep/sweep_place.hpp"
#include "audmg/functions/upkeep/sweep_round.hpp"
#include "audmg/lambda/limits.hpp"
#include "audmg/storage/multipart_uploads.hpp"
#include "audmg/storage/object_store.hpp"
#include "audmg/storage/quarantine.hpp"
#include "audmg/storage/small_object.hpp"
#include "testbeds/lambda_testbed.hpp"

#include <gtest/gtest.h>

#include <span>

namespace audmg::lambda {
namespace {

class SweepFunctionTest : public LambdaTest {
 protected:
  // Objects carry the machine's time.
  SweepFunctionTest() { drive().clock.set(SystemClock().now()); }

  InvocationResult sweep(std::string event) { return invoke("sweep", std::move(event)); }
  void put(const std::string& key) {
    auto writer = drive().services.objects.put_object({.key = key, .size = std::nullopt});
    ASSERT_TRUE(writer);
    ASSERT_TRUE((*writer)->write(std::as_bytes(std::span("bytes", 5))));
    ASSERT_TRUE((*writer)->commit());
  }
};

TEST_F(SweepFunctionTest, EndsWhatIsDueEveryMinute) {
  const auto ada = drive().add_user("ada");
  drive().open_upload(ada, 1000);
  EXPECT_EQ(sweep(R"({"sweep":"due"})"), R"({"finished":true})");
  EXPECT_EQ(deployment.recovered, 1);
  const auto upload_key = drive().services.multipart.list_multipart_uploads({.prefix = "orig/"});
  ASSERT_EQ(upload_key->size(), 1U);
  drive().clock.advance(std::chrono::hours(24 * 8));
  EXPECT_EQ(sweep(R"({"sweep":"due"})"), R"({"finished":true})");
  EXPECT_TRUE(drive().services.multipart.list_multipart_uploads({.prefix = "orig/"})->empty());
  ASSERT_EQ(deployment.counted.calls.size(), 2U);
  EXPECT_EQ(deployment.counted.calls[0].function, "sweep");
}

TEST_F(SweepFunctionTest, FindsObjectsOfNobody) {
  ASSERT_TRUE(functions::check_drive(drive().services));
  put("orig/x/1");
  put("deriv/x/1");
  drive().clock.advance(functions::kOrphanGrace + std::chrono::minutes(1));
  EXPECT_EQ(sweep(R"({"sweep":"due"})"), R"({"finished":true})");
  EXPECT_EQ(drive().object_keys().size(), 3U);
  EXPECT_EQ(sweep(R"({"sweep":"objects"})"), R"({"finished":true})");
  EXPECT_EQ(drive().object_keys(), std::vector<std::string>{"drive.json"});
  EXPECT_EQ(drive().services.quarantine.list_quarantined({})->size(), 2U);
  EXPECT_EQ((*drive().services.drive.find_identity())->generation, 2U) << "raised once an hour";
}

// A table that was restored to a point in time is older than the bucket.
TEST_F(SweepFunctionTest, TouchesNothingBesideAnOlderTable) {
  ASSERT_TRUE(functions::check_drive(drive().services));
  const auto identity = **drive().services.drive.find_identity();
  ASSERT_TRUE(functions::raise_generation(drive().services));
  ASSERT_TRUE(drive().services.drive.set_identity(identity));
  put("orig/x/1");
  drive().clock.advance(functions::kOrphanGrace + std::chrono::minutes(1));
  const auto outcome = sweep(R"({"sweep":"objects"})");
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().type, kJobFailed);
  EXPECT_TRUE(drive().logger.has("sweep_refused"));
  EXPECT_EQ(drive().object_keys(), (std::vector<std::string>{"drive.json", "orig/x/1"}));
  EXPECT_TRUE(drive().services.quarantine.list_quarantined({})->empty());
}

TEST_F(SweepFunctionTest, RestartsFilesWhoseMessageWasLost) {
  drive().policies.process_media = true;
  const auto ada = drive().add_user("ada");
  ASSERT_EQ(drive().upload(ada, sample_gif()).status, 201);
  queue::MessageQueue& queue = *deployment.queue;
  const auto received = queue.receive_message({.wait_time = std::chrono::milliseconds(0)}, {});
  ASSERT_EQ(received->size(), 1U);
  ASSERT_TRUE(queue.delete_message(received->front().receipt_handle));
  drive().clock.advance(functions::kAttemptLease + std::chrono::minutes(1));
  EXPECT_EQ(sweep(R"({"sweep":"due"})"), R"({"finished":true})");
  EXPECT_EQ(queue.get_queue_attributes()->visible, 0U);
  EXPECT_EQ(sweep(R"({"sweep":"objects"})"), R"({"finished":true})");
  EXPECT_EQ(queue.get_queue_attributes()->visible, 1U);
  EXPECT_TRUE(drive().logger.has("stuck_files_restarted"));
}

TEST_F(SweepFunctionTest, ComparesFilesWithTheirObjectsOnceADay) {
  const auto ada = drive().add_user("ada");
  ASSERT_EQ(drive().upload(ada, sample_gif("1")).status, 201);
  ASSERT_EQ(drive().upload(ada, sample_gif("2")).status, 201);
  const database::File lost = drive().rows(ada.user).at(0);
  ASSERT_TRUE(drive().services.objects.delete_object(lost.object_key));
  const database::File kept = drive().rows(ada.user).at(1);
  static_cast<storage::FailingObjectStore&>(drive().services.objects)
      .keep_checksum(kept.object_key, kept.sha256);
  EXPECT_EQ(sweep(R"({"sweep":"scrub"})"), R"({"finished":true})");
  EXPECT_EQ(deployment.counted.gauges["files_damaged"], 0) << "seen when they came, so not due";
  drive().clock.advance(deployment.chosen.scrub_interval);
  EXPECT_EQ(sweep(R"({"sweep":"scrub"})"), R"({"finished":true})");
  EXPECT_EQ(deployment.counted.gauges["files_damaged"], 1);
  EXPECT_EQ(drive().rows(ada.user).at(0).damage, functions::kObjectMissing);
  EXPECT_EQ(drive().rows(ada.user).at(1).verified_at, drive().clock.now());
  const auto noted = drive().services.drive.list_chore_runs();
  ASSERT_TRUE(noted && noted->size() == 1);
  EXPECT_EQ(noted->at(0).figures, R"({"finished":true,"damaged":1})");
}

TEST_F(SweepFunctionTest, LeavesTheScrubToTheProcessWhoseTurnItIs) {
  const auto ada = drive().add_user("ada");
  ASSERT_EQ(drive().upload(ada, sample_gif()).status, 201);
  ASSERT_TRUE(drive().services.objects.delete_object(drive().rows(ada.user).at(0).object_key));
  drive().clock.advance(deployment.chosen.scrub_interval);
  const TimePoint now = drive().clock.now();
  ASSERT_TRUE(*drive().services.drive.take_lease(functions::kScrubLease, "another", now,
                                                 now + std::chrono::hours(1)));
  EXPECT_EQ(sweep(R"({"sweep":"scrub"})"), R"({"finished":true})");
  EXPECT_EQ(drive().rows(ada.user).at(0).damage, "");
}

TEST_F(SweepFunctionTest, ScrubsNothingWhenTheHalvesDoNotBelongTogether) {
  drive().services.drive.set_identity({"one", 1}).value();
  ASSERT_TRUE(storage::put_small_object(std::string(functions::kDriveIdentityKey),
                                        functions::write_drive_identity({"another", 1}),
                                        drive().services.objects));
  const auto outcome = sweep(R"({"sweep":"scrub"})");
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().type, kJobFailed);
  EXPECT_TRUE(deployment.counted.calls.at(0).error);
  const auto noted = drive().services.drive.list_chore_runs();
  ASSERT_TRUE(noted && noted->size() == 1);
  EXPECT_FALSE(noted->at(0).error.empty());
  EXPECT_FALSE(noted->at(0).succeeded_at);
}

TEST_F(SweepFunctionTest, SaysThatItDidNotFinish) {
  SweepFunction function(deployment);
  Invocation invocation{.request_id = "invocation-1",
                        .deadline = drive().clock.now() + kDeadlineMargin,
                        .trace_id = {},
                        .event = R"({"sweep":"objects"})"};
  EXPECT_EQ(function.handle(invocation), R"({"finished":false})");
  EXPECT_TRUE(drive().logger.has("sweep_not_finished"));
}

TEST_F(SweepFunctionTest, SweepsTheObjectsOnceADayAndGoesOnWithARest) {
  ASSERT_TRUE(functions::check_drive(drive().services));
  drive().clock.advance(functions::kOrphanGrace + std::chrono::minutes(1));
  EXPECT_EQ(sweep(R"({"sweep":"rest"})"), R"({"finished":true})");
  EXPECT_EQ(deployment.counted.gauges.count("sweep_refused"), 0U) << "there is none";
  EXPECT_EQ(sweep(R"({"sweep":"objects"})"), R"({"finished":true})");
  EXPECT_EQ(deployment.counted.gauges.at("sweep_age_seconds"), 0);
  put("orig/x/1");
  drive().clock.advance(std::chrono::hours(2));
  EXPECT_EQ(sweep(R"({"sweep":"objects"})"), R"({"finished":true})");
  EXPECT_EQ(sweep(R"({"sweep":"rest"})"), R"({"finished":true})");
  EXPECT_EQ(deployment.counted.gauges.at("sweep_age_seconds"), 7200);
  EXPECT_TRUE(drive().services.quarantine.list_quarantined({})->empty()) << "not due yet";
  drive().clock.advance(functions::kDailyRound);
  // Another process ended in the middle.
  {
    functions::ChoreRound round({.lease = functions::kSweepLease, .period = functions::kDailyRound},
                                drive().services);
    ASSERT_TRUE(*round.begin());
    ASSERT_TRUE(*round.save(functions::write_sweep_place(
        {.step = functions::SweepStep::originals, .originals = {.after = "orig/w"}})));
  }
  EXPECT_EQ(sweep(R"({"sweep":"rest"})"), R"({"finished":true})") << "it has the turn";
  EXPECT_TRUE(drive().services.quarantine.list_quarantined({})->empty());
  drive().clock.advance(std::chrono::minutes(6));
  EXPECT_EQ(sweep(R"({"sweep":"rest"})"), R"({"finished":true})");
  EXPECT_EQ(drive().services.quarantine.list_quarantined({})->size(), 1U);
  EXPECT_EQ(deployment.counted.gauges.at("sweep_age_seconds"), 0);
}

TEST_F(SweepFunctionTest, SaysWhenASweepDoesNotComeToItsEnd) {
  ASSERT_TRUE(functions::check_drive(drive().services));
  functions::ChoreRound round({.lease = functions::kSweepLease}, drive().services);
  ASSERT_TRUE(*round.begin());
  ASSERT_TRUE(round.leave());
  const TimePoint now = drive().clock.now();
  // A backup that takes so long.
  ASSERT_TRUE(*drive().services.drive.take_lease(database::kKeepObjectsLease, "backup", now,
                                                 now + std::chrono::days(9)));
  EXPECT_EQ(sweep(R"({"sweep":"rest"})"), R"({"finished":false})");
  EXPECT_TRUE(drive().logger.has("sweep_goes_on"));
  EXPECT_FALSE(drive().logger.has("sweep_not_finished"));
  drive().clock.advance(functions::kSweepOverdue + std::chrono::hours(1));
  EXPECT_EQ(sweep(R"({"sweep":"rest"})"), R"({"finished":false})");
  EXPECT_TRUE(drive().logger.has("sweep_not_finished"));
}

TEST_F(SweepFunctionTest, FailsWhenAStepDoes) {
  deployment.recover_outcome = fail(ErrorCode::unavailable, "the table does not answer", true);
  const auto outcome = sweep(R"({"sweep":"due"})");
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().type, kJobFailed);
  EXPECT_TRUE(deployment.counted.calls.at(0).error);
}

TEST_F(SweepFunctionTest, RefusesWhatIsNoSweep) {
  for (const std::string event :
       {"", "[]", "{}", R"({"sweep":1})", R"({"sweep":"everything"})", R"({"sweep":""})"}) {
    const auto outcome = sweep(event);
    ASSERT_FALSE(outcome) << event;
    EXPECT_EQ(outcome.error().type, kBadEvent) << event;
  }
  EXPECT_EQ(deployment.recovered, 0);
}

}  // namespace
}  // namespace audmg::lambda

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/upkeep/sweep_round.hpp"

#include "audmg/database/drive_repository.hpp"
#include "audmg/functions/integrity/drive_identity.hpp"
#include "audmg/functions/object_keys.hpp"
#include "audmg/functions/upkeep/sweep_place.hpp"
#include "audmg/storage/object_store.hpp"
#include "audmg/storage/quarantine.hpp"
#include "audmg/storage/small_object.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <stop_token>
#include <string>

namespace audmg::functions {
namespace {

using std::chrono::minutes;
using End = SweepRun::End;

class SweepRoundTest : public DriveTest {
 protected:
  // Objects carry the machine's time, so the drive's clock has to start there.
  SweepRoundTest() {
    drive.clock.set(SystemClock().now());
    EXPECT_TRUE(check_drive(drive.services));
  }

  void put_old_orphan(const std::string& key) {
    EXPECT_TRUE(storage::put_small_object(key, "bytes", drive.services.objects));
    drive.clock.advance(kOrphanGrace + minutes(1));
  }
  SweepRun run(const std::function<bool()>& pause = [] { return true; }) {
    return run_object_sweep({.lease = kSweepLease, .period = kDailyRound}, pause, {},
                            drive.services);
  }
  std::size_t quarantined() { return drive.services.quarantine.list_quarantined({})->size(); }
  SweepPlace saved_place() {
    ChoreRound round({.lease = kSweepLease, .period = kDailyRound}, drive.services);
    const auto place = round.begin();
    EXPECT_TRUE(round.leave());
    return read_sweep_place((*place).value_or(""));
  }
};

TEST_F(SweepRoundTest, IsMadeOnceByWhoeverComesFirst) {
  put_old_orphan("orig/x/1");
  const SweepRun first = run();
  EXPECT_EQ(first.end, End::finished);
  EXPECT_FALSE(first.resumed);
  EXPECT_EQ(first.age, std::chrono::seconds(0));
  EXPECT_EQ(quarantined(), 1U);
  put_old_orphan("orig/x/2");
  EXPECT_EQ(run().end, End::idle);
  EXPECT_EQ(quarantined(), 1U);
  drive.clock.advance(kDailyRound);
  EXPECT_EQ(run().end, End::finished);
  EXPECT_EQ(quarantined(), 2U);
}

// A kill leaves no more than what was saved, and a lease that ends by itself.
TEST_F(SweepRoundTest, GoesOnAfterAKillWhenTheLeaseIsOver) {
  put_old_orphan("orig/x/1");
  put_old_orphan("deriv/x/1");
  int passes = 0;
  EXPECT_EQ(run([&] { return ++passes < 2; }).end, End::goes_on);
  EXPECT_EQ(quarantined(), 1U);
  EXPECT_EQ(saved_place().step, SweepStep::renditions);
  const TimePoint now = drive.clock.now();
  ASSERT_TRUE(*drive.services.drive.take_lease(kSweepLease, "killed", now, now + minutes(5)));
  EXPECT_EQ(run().end, End::idle) << "nobody knows that it is dead";
  EXPECT_EQ(quarantined(), 1U);
  drive.clock.advance(minutes(5));
  const SweepRun rest = run();
  EXPECT_EQ(rest.end, End::finished);
  EXPECT_TRUE(rest.resumed);
  EXPECT_EQ(rest.report.objects_seen, 1U) << "not the originals again";
  EXPECT_EQ(quarantined(), 2U);
}

TEST_F(SweepRoundTest, TwoNeverSweepAtOnce) {
  put_old_orphan("orig/x/1");
  bool other_was_idle = false;
  const SweepRun first = run([&] {
    other_was_idle = run().end == End::idle;
    return other_was_idle;
  });
  EXPECT_TRUE(other_was_idle);
  EXPECT_EQ(first.end, End::finished);
  // One that was away for so long that another has gone on in its place ends.
  drive.clock.advance(kDailyRound);
  const SweepRun slow = run([&] {
    drive.clock.advance(minutes(6));
    EXPECT_EQ(run([] { return false; }).end, End::goes_on);
    const TimePoint now = drive.clock.now();
    EXPECT_TRUE(*drive.services.drive.take_lease(kSweepLease, "another", now, now + minutes(5)));
    return true;
  });
  EXPECT_EQ(slow.end, End::goes_on);
  EXPECT_FALSE(slow.error);
}

TEST_F(SweepRoundTest, CountsWhatItMovedOverAllRuns) {
  for (std::size_t i = 0; i < kMaxOrphans - 1; ++i) put_old_orphan("orig/x/" + std::to_string(i));
  int passes = 0;
  // In the middle of a pass, after some were moved.
  drive.failures.fail_after(40, ErrorCode::unavailable);
  const SweepRun failed = run([&] { return ++passes < 9; });
  drive.failures.stop_failing();
  ASSERT_TRUE(failed.error);
  EXPECT_EQ(failed.end, End::goes_on);
  const std::size_t moved = quarantined();
  ASSERT_GT(moved, 0U);
  ASSERT_LT(moved, kMaxOrphans - 1);
  EXPECT_EQ(saved_place().originals.moved, moved);
  put_old_orphan("orig/y/1");
  put_old_orphan("orig/y/2");
  EXPECT_EQ(run().end, End::refused) << "more than it may move";
  EXPECT_EQ(quarantined(), moved);
  EXPECT_EQ(run().end, End::idle) << "until the next round";
}

TEST_F(SweepRoundTest, GoesOnLaterWhenABackupBegins) {
  put_old_orphan("deriv/x/1");
  int passes = 0;
  const SweepRun held = run([&] {
    const TimePoint now = drive.clock.now();
    return ++passes > 1 || *drive.services.drive.take_lease(database::kKeepObjectsLease, "b", now,
                                                            now + minutes(2));
  });
  EXPECT_EQ(held.end, End::goes_on);
  EXPECT_EQ(quarantined(), 0U);
  drive.clock.advance(minutes(3));
  EXPECT_EQ(run().end, End::finished);
  EXPECT_EQ(quarantined(), 1U);
}

TEST(SweepPlaceTest, ComesBackAsWritten) {
  const SweepPlace place{.step = SweepStep::originals,
                         .originals = {.after = "orig/a/1", .seen = 7, .moved = 1},
                         .sidecars = {.after = "meta/orig/a/1.json", .seen = 6, .moved = 2},
                         .renditions = {.after = "deriv/a/1/x", .seen = 3, .moved = 0}};
  const SweepPlace again = read_sweep_place(write_sweep_place(place));
  EXPECT_EQ(again.step, place.step);
  EXPECT_EQ(again.originals.after, "orig/a/1");
  EXPECT_EQ(again.originals.seen, 7U);
  EXPECT_EQ(again.sidecars.after, "meta/orig/a/1.json");
  EXPECT_EQ(again.sidecars.moved, 2U);
  EXPECT_EQ(again.renditions.after, "deriv/a/1/x");
  for (const std::string text : {"", "[]", "{}", R"({"step":"of another version"})", "{"}) {
    EXPECT_EQ(read_sweep_place(text).step, SweepStep::lost_uploads) << text;
  }
}

}  // namespace
}  // namespace audmg::functions

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/alarms/alarm_reading.hpp"

#include <gtest/gtest.h>

#include <string>

namespace audmg::app {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::seconds;

constexpr TimePoint kNow{std::chrono::milliseconds(1'767'355'200'000)};
constexpr std::uint64_t kGigabyte = 1'000'000'000;

database::ChoreRun succeeded(TimePoint at) {
  return {.chore = "x", .ended_at = at, .succeeded_at = at};
}

database::ChoreRun failed(TimePoint at, TimePoint success) {
  return {.chore = "x", .ended_at = at, .error = "the disk is full", .succeeded_at = success};
}

TEST(AlarmReading, ADiskHasRoomBetweenItsTwoLimits) {
  EXPECT_EQ(judge_disk(5 * kGigabyte - 1, 5 * kGigabyte).level, AlarmLevel::raised);
  EXPECT_EQ(judge_disk(5 * kGigabyte, 5 * kGigabyte).level, AlarmLevel::between);
  EXPECT_EQ(judge_disk(55 * kGigabyte / 10, 5 * kGigabyte).level, AlarmLevel::clear);
  EXPECT_EQ(judge_disk(0, 0).level, AlarmLevel::clear) << "never";
  EXPECT_NE(judge_disk(1, 2, "objects").detail.find("the disk of the objects"), std::string::npos);
  EXPECT_EQ(judge_disk(1'234'567'890, 5 * kGigabyte).detail,
            R"({"message":"Only 1.2 GB are free on the disk of the data folder.",)"
            R"("freeBytes":1234567890,"limitBytes":5000000000})");
}

TEST(AlarmReading, ACertificateIsRenewedBeforeItEnds) {
  EXPECT_EQ(judge_certificate(kNow + days(14), kNow, days(14)).level, AlarmLevel::clear);
  const AlarmReading soon = judge_certificate(kNow + days(14) - seconds(1), kNow, days(14));
  EXPECT_EQ(soon.level, AlarmLevel::raised);
  EXPECT_NE(soon.detail.find("is good until 2026-01-16T11:59:59.000Z only"), std::string::npos)
      << soon.detail;
  EXPECT_NE(judge_certificate(kNow - days(1), kNow, days(14)).detail.find("good no more"),
            std::string::npos);
  EXPECT_EQ(judge_certificate(kNow, kNow, seconds(0)).level, AlarmLevel::clear) << "never";
}

TEST(AlarmReading, FailedLoginsMustHalve) {
  EXPECT_EQ(judge_failed_logins(50, 50).level, AlarmLevel::raised);
  EXPECT_EQ(judge_failed_logins(49, 50).level, AlarmLevel::between);
  EXPECT_EQ(judge_failed_logins(24, 50).level, AlarmLevel::clear);
  EXPECT_EQ(judge_failed_logins(1000, 0).level, AlarmLevel::clear) << "never";
}

TEST(AlarmReading, OneDeadLetterOrDamagedFileIsEnough) {
  EXPECT_EQ(judge_dead_letters("media", 0).level, AlarmLevel::clear);
  EXPECT_EQ(judge_dead_letters("media", 1).level, AlarmLevel::raised);
  EXPECT_EQ(judge_dead_letters("media", 1).subject, "media");
  EXPECT_EQ(judge_damaged_files(0).level, AlarmLevel::clear);
  EXPECT_EQ(judge_damaged_files(1).level, AlarmLevel::raised);
}

TEST(AlarmReading, ABackupMayBeAsOldAsTheLimit) {
  const WatchTimes watched{.first = kNow - days(30), .began = kNow - hours(1)};
  EXPECT_EQ(judge_backup(succeeded(kNow - hours(48)), watched, kNow, hours(48)).level,
            AlarmLevel::clear);
  EXPECT_EQ(judge_backup(succeeded(kNow - hours(49)), watched, kNow, hours(48)).level,
            AlarmLevel::raised);
  const WatchTimes anew{.first = kNow - hours(1), .began = kNow - hours(1)};
  EXPECT_EQ(judge_backup({}, anew, kNow, hours(48)).level, AlarmLevel::clear) << "not due yet";
  EXPECT_EQ(judge_backup({}, watched, kNow, seconds(0)).level, AlarmLevel::clear) << "never";
}

TEST(AlarmReading, ABackupThatWasNeverMadeIsMissedOverRestarts) {
  EXPECT_EQ(judge_backup({}, {.first = kNow - hours(49), .began = kNow - hours(2)}, kNow, hours(48))
                .level,
            AlarmLevel::raised);
}

TEST(AlarmReading, ADriveThatWasOffHasTimeForABackup) {
  const auto old = succeeded(kNow - days(7));
  const WatchTimes watched{.first = kNow - days(30), .began = kNow - hours(1) + seconds(1)};
  EXPECT_EQ(judge_backup(old, watched, kNow, hours(48)).level, AlarmLevel::between);
  EXPECT_EQ(judge_backup(old, watched, kNow + seconds(1), hours(48)).level, AlarmLevel::raised);
  EXPECT_EQ(
      judge_backup(old, {.first = kNow - days(30), .began = kNow - seconds(10)}, kNow, seconds(10))
          .level,
      AlarmLevel::raised)
      << "no more than the limit itself";
}

TEST(AlarmReading, ABackupThatFailedIsAnAlarmUnlessTheLastStopCutItShort) {
  const WatchTimes watched{.first = kNow - days(30), .began = kNow - seconds(60)};
  const AlarmReading since_start =
      judge_backup(failed(kNow, kNow - hours(3)), watched, kNow, hours(48));
  EXPECT_EQ(since_start.level, AlarmLevel::raised);
  EXPECT_NE(since_start.detail.find("for 3h: the disk is full"), std::string::npos)
      << since_start.detail;
  EXPECT_EQ(judge_backup(failed(kNow - hours(2), kNow - hours(3)), watched, kNow, hours(48)).level,
            AlarmLevel::between);
}

TEST(AlarmReading, AScrubMayFailForThreeDays) {
  const WatchTimes watched{.first = kNow - days(4), .began = kNow - kScrubGrace};
  EXPECT_EQ(judge_scrub(failed(kNow, kNow - days(3)), watched, kNow).level, AlarmLevel::clear);
  EXPECT_EQ(judge_scrub(succeeded(kNow - days(4)), watched, kNow).level, AlarmLevel::raised);
  EXPECT_EQ(judge_scrub({}, watched, kNow).level, AlarmLevel::raised);
  const WatchTimes anew{.first = kNow - days(4), .began = kNow - kScrubGrace + seconds(1)};
  EXPECT_EQ(judge_scrub({}, anew, kNow).level, AlarmLevel::between) << "it is on its way";
}

TEST(AlarmReading, WhatCannotBeLookedAtIsAnAlarm) {
  EXPECT_EQ(judge_measurement("disk", 0, "").level, AlarmLevel::clear);
  EXPECT_EQ(judge_measurement("disk", kFailedLooks - 1, "no").level, AlarmLevel::between);
  const AlarmReading blind = judge_measurement("disk", kFailedLooks, "not mounted");
  EXPECT_EQ(blind.level, AlarmLevel::raised);
  EXPECT_EQ(blind.subject, "disk");
  EXPECT_EQ(blind.detail,
            R"({"message":"The drive cannot look at disk, so alarms about it do not come: not )"
            R"(mounted.","step":"disk","reason":"not mounted"})");
}

}  // namespace
}  // namespace audmg::app

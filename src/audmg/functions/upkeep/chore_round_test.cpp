// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/upkeep/chore_round.hpp"

#include "audmg/database/drive_repository.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace audmg::functions {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr std::string_view kNothingToDo = "nothing";

class ChoreRoundTest : public DriveTest {
 protected:
  ChoreRound make_round(hours period = hours(20), bool begins_none = false) {
    return ChoreRound({.lease = "test", .period = period, .begins_none = begins_none},
                      drive.services);
  }
  /// Returns the place, or kNothingToDo.
  static std::string begin(ChoreRound& round) {
    const auto place = round.begin();
    EXPECT_TRUE(place) << place.error().message;
    return (*place).value_or(std::string(kNothingToDo));
  }
  static std::string begin(ChoreRound&& round) { return begin(round); }
};

TEST_F(ChoreRoundTest, BeginsOnceAPeriod) {
  ChoreRound first = make_round();
  EXPECT_EQ(begin(first), "");
  EXPECT_EQ(first.age(), std::chrono::seconds(0)) << "since it began";
  ASSERT_TRUE(first.finish(true));
  drive.clock.advance(hours(19));
  ChoreRound second = make_round();
  EXPECT_EQ(begin(second), kNothingToDo);
  EXPECT_EQ(second.age(), hours(19));
  drive.clock.advance(hours(1));
  EXPECT_EQ(begin(make_round(hours(20), true)), kNothingToDo);
  EXPECT_EQ(begin(second), "");
  ASSERT_TRUE(second.finish(false));
  EXPECT_EQ(second.age(), hours(20)) << "since one succeeded";
  EXPECT_EQ(begin(make_round()), kNothingToDo);
  EXPECT_EQ(begin(make_round(hours(0))), "");
}

TEST_F(ChoreRoundTest, GoesOnWhereItsProcessEnded) {
  ChoreRound first = make_round();
  ASSERT_EQ(begin(first), "");
  EXPECT_EQ(first.save("one"), true);
  EXPECT_EQ(first.save(R"({"at":"two"})"), true);
  ASSERT_TRUE(first.leave());
  ChoreRound second = make_round(hours(20), true);
  EXPECT_EQ(begin(second), R"({"at":"two"})");
  ASSERT_TRUE(second.leave());
  ChoreRound third = make_round();
  EXPECT_EQ(begin(third), R"({"at":"two"})") << "nobody has gone on";
  ASSERT_TRUE(third.finish(true));
  EXPECT_EQ(begin(make_round(hours(20), true)), kNothingToDo);
}

TEST_F(ChoreRoundTest, IsOneProcessesAtATime) {
  ChoreRound first = make_round();
  ASSERT_EQ(begin(first), "");
  ASSERT_EQ(first.save("here"), true);
  ChoreRound second = make_round();
  EXPECT_EQ(begin(second), kNothingToDo);
  drive.clock.advance(minutes(4));
  ASSERT_EQ(first.keep(), true);
  ASSERT_EQ(first.save("there"), true);
  drive.clock.advance(minutes(4));
  EXPECT_EQ(begin(second), kNothingToDo) << "it keeps its turn";
  drive.clock.advance(minutes(2));
  EXPECT_EQ(begin(second), "there") << "it is dead, or slow";
  EXPECT_EQ(first.keep(), false);
  EXPECT_EQ(first.save("back"), false);
  EXPECT_EQ(drive.services.drive.is_leased("test", drive.clock.now()), true);
  ASSERT_TRUE(first.finish(true));
  EXPECT_EQ(second.save("farther"), true) << "what the first says counts no more";
  ASSERT_TRUE(second.leave());
  EXPECT_EQ(begin(make_round()), "farther");
}

TEST_F(ChoreRoundTest, BeginsAnewWhenItsPlaceCannotBeRead) {
  const TimePoint now = drive.clock.now();
  for (const std::string text : {"odd", "[]", R"({"begunAt":"x","place":7})"}) {
    ASSERT_TRUE(*drive.services.drive.take_lease("test", "another", now, now + minutes(1)));
    ASSERT_TRUE(*drive.services.drive.save_place("test", "another", text));
    ASSERT_TRUE(drive.services.drive.end_lease("test", "another"));
    ChoreRound round = make_round();
    EXPECT_EQ(begin(round), "") << text;
    ASSERT_TRUE(round.leave());
  }
}

TEST_F(ChoreRoundTest, TellsWhatFails) {
  for (int passed = 0; passed < 20; ++passed) {
    ChoreRound round = make_round(hours(0));
    drive.failures.fail_after(passed, ErrorCode::unavailable);
    const auto began = round.begin();
    const bool done = drive.failures.is_pending();
    drive.failures.stop_failing();
    ASSERT_TRUE(round.leave());
    if (done) return;
    ASSERT_FALSE(began);
    EXPECT_EQ(began.error().code, ErrorCode::unavailable);
  }
  FAIL() << "it always fails";
}

}  // namespace
}  // namespace audmg::functions

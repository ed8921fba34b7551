// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/alarms/alarm_board.hpp"

#include <gtest/gtest.h>

namespace audmg::app {
namespace {

constexpr TimePoint kNoon{std::chrono::milliseconds(1'767'355'200'000)};

AlarmReading disk(AlarmLevel level) {
  return {.type = kAlarmDiskLow, .level = level, .detail = R"({"freeBytes":1})"};
}

AlarmReading dead(const std::string& queue, AlarmLevel level) {
  return {.type = "alarm.dead_letters", .subject = queue, .level = level};
}

TEST(AlarmBoard, TellsWhenAnAlarmBeginsAndOnceWhenItIsOver) {
  AlarmBoard board;
  const auto begins = board.compare(disk(AlarmLevel::raised), kNoon);
  ASSERT_TRUE(begins);
  EXPECT_EQ(begins->type, "alarm.disk_low");
  EXPECT_EQ(begins->detail, R"({"freeBytes":1})");
  board.accept(*begins, kNoon);
  EXPECT_FALSE(board.compare(disk(AlarmLevel::raised), kNoon));
  EXPECT_FALSE(board.compare(disk(AlarmLevel::between), kNoon)) << "stays on";
  const auto over = board.compare(disk(AlarmLevel::clear), kNoon);
  ASSERT_TRUE(over);
  EXPECT_EQ(over->type, "alarm.over");
  EXPECT_EQ(over->detail, R"({"alarm":"alarm.disk_low","since":"2026-01-02T12:00:00.000Z"})");
  board.accept(*over, kNoon);
  EXPECT_FALSE(board.compare(disk(AlarmLevel::between), kNoon)) << "stays off";
  EXPECT_FALSE(board.compare(disk(AlarmLevel::clear), kNoon));
}

TEST(AlarmBoard, TellsAgainWhatNobodyWasToldOf) {
  const AlarmBoard board;
  EXPECT_TRUE(board.compare(disk(AlarmLevel::raised), kNoon));
  EXPECT_TRUE(board.compare(disk(AlarmLevel::raised), kNoon)) << "not accepted yet";
}

TEST(AlarmBoard, TellsSubjectsApart) {
  AlarmBoard board;
  board.accept(*board.compare(dead("media", AlarmLevel::raised), kNoon), kNoon);
  EXPECT_TRUE(board.compare(dead("mail", AlarmLevel::raised), kNoon));
  const auto over = board.compare(dead("media", AlarmLevel::clear), kNoon);
  ASSERT_TRUE(over);
  EXPECT_NE(over->detail.find(R"("subject":"media")"), std::string::npos);
}

TEST(AlarmBoard, TellsAgainDailyWhileAnAlarmLasts) {
  AlarmBoard board;
  const auto raised = disk(AlarmLevel::raised);
  board.accept(*board.compare(raised, kNoon), kNoon);
  EXPECT_FALSE(board.compare(raised, kNoon + kTellAgain - std::chrono::seconds(1)));
  const TimePoint next = kNoon + kTellAgain;
  EXPECT_FALSE(board.compare(disk(AlarmLevel::between), next)) << "has nothing to tell";
  const auto again = board.compare(raised, next);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->type, "alarm.disk_low");
  board.accept(*again, next);
  EXPECT_FALSE(board.compare(raised, next));
  EXPECT_TRUE(board.compare(raised, kNoon)) << "the clock was set back";
  const auto over = board.compare(disk(AlarmLevel::clear), next);
  ASSERT_TRUE(over);
  EXPECT_NE(over->detail.find(R"("since":"2026-01-02T12:00)"), std::string::npos)
      << "since it began, not since it was told last";
}

TEST(AlarmBoard, KnowsSinceWhenTheDriveIsWatched) {
  AlarmBoard board;
  EXPECT_TRUE(board.begin_watch(kNoon));
  EXPECT_FALSE(board.begin_watch(kNoon + kTellAgain));
  auto read = AlarmBoard::from_json(board.to_json());
  ASSERT_TRUE(read);
  EXPECT_FALSE(read->begin_watch(kNoon + kTellAgain));
  EXPECT_EQ(read->watched_since(), kNoon);
}

TEST(AlarmBoard, RemembersOverRestarts) {
  AlarmBoard board;
  board.begin_watch(kNoon);
  board.accept(*board.compare(disk(AlarmLevel::raised), kNoon), kNoon);
  board.accept(*board.compare(dead("media", AlarmLevel::raised), kNoon), kNoon);
  const TimePoint later = kNoon + std::chrono::hours(25);
  board.accept(*board.compare(disk(AlarmLevel::raised), later), later);
  const std::string text = board.to_json();
  EXPECT_EQ(text, R"({"watchedSince":"2026-01-02T12:00:00.000Z","on":{)"
                  R"("alarm.dead_letters media":{"since":"2026-01-02T12:00:00.000Z",)"
                  R"("toldAt":"2026-01-02T12:00:00.000Z"},)"
                  R"("alarm.disk_low":{"since":"2026-01-02T12:00:00.000Z",)"
                  R"("toldAt":"2026-01-03T13:00:00.000Z"}}})");
  const auto read = AlarmBoard::from_json(text);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->to_json(), text);
  EXPECT_FALSE(read->compare(disk(AlarmLevel::raised), later));
}

TEST(AlarmBoard, RefusesWhatItHasNotWritten) {
  for (const char* text :
       {"", "[]", "{}", R"({"on":{}})", R"({"watchedSince":"2026-01-02T12:00:00.000Z","on":[]})",
        R"({"watchedSince":"yesterday","on":{}})",
        R"({"watchedSince":"2026-01-02T12:00:00.000Z","on":{"x":1}})",
        R"({"watchedSince":"2026-01-02T12:00:00.000Z","on":{"x":"2026-01-02T12:00:00.000Z"}})",
        R"({"watchedSince":"2026-01-02T12:00:00.000Z","on":{"x":{"since":"yesterday"}}})"}) {
    EXPECT_FALSE(AlarmBoard::from_json(text)) << text;
  }
}

}  // namespace
}  // namespace audmg::app

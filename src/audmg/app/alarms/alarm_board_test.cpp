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

TEST(AlarmBoard, TellsOnceWhenAnAlarmBeginsAndOnceWhenItIsOver) {
  AlarmBoard board;
  const auto begins = board.compare(disk(AlarmLevel::raised));
  ASSERT_TRUE(begins);
  EXPECT_EQ(begins->type, "alarm.disk_low");
  EXPECT_EQ(begins->detail, R"({"freeBytes":1})");
  board.accept(*begins, kNoon);
  EXPECT_FALSE(board.compare(disk(AlarmLevel::raised)));
  EXPECT_FALSE(board.compare(disk(AlarmLevel::between))) << "stays on";
  const auto over = board.compare(disk(AlarmLevel::clear));
  ASSERT_TRUE(over);
  EXPECT_EQ(over->type, "alarm.over");
  EXPECT_EQ(over->detail, R"({"alarm":"alarm.disk_low","since":"2026-01-02T12:00:00.000Z"})");
  board.accept(*over, kNoon);
  EXPECT_FALSE(board.compare(disk(AlarmLevel::between))) << "stays off";
  EXPECT_FALSE(board.compare(disk(AlarmLevel::clear)));
}

TEST(AlarmBoard, TellsAgainWhatNobodyWasToldOf) {
  const AlarmBoard board;
  EXPECT_TRUE(board.compare(disk(AlarmLevel::raised)));
  EXPECT_TRUE(board.compare(disk(AlarmLevel::raised))) << "not accepted yet";
}

TEST(AlarmBoard, TellsSubjectsApart) {
  AlarmBoard board;
  board.accept(*board.compare(dead("media", AlarmLevel::raised)), kNoon);
  EXPECT_TRUE(board.compare(dead("mail", AlarmLevel::raised)));
  const auto over = board.compare(dead("media", AlarmLevel::clear));
  ASSERT_TRUE(over);
  EXPECT_NE(over->detail.find(R"("subject":"media")"), std::string::npos);
}

TEST(AlarmBoard, RemembersOverRestarts) {
  AlarmBoard board;
  board.accept(*board.compare(disk(AlarmLevel::raised)), kNoon);
  board.accept(*board.compare(dead("media", AlarmLevel::raised)), kNoon);
  const std::string text = board.to_json();
  EXPECT_EQ(text, R"({"on":{"alarm.dead_letters media":"2026-01-02T12:00:00.000Z",)"
                  R"("alarm.disk_low":"2026-01-02T12:00:00.000Z"}})");
  const auto read = AlarmBoard::from_json(text);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->to_json(), text);
  EXPECT_FALSE(read->compare(disk(AlarmLevel::raised)));
}

TEST(AlarmBoard, RefusesWhatItHasNotWritten) {
  for (const char* text :
       {"", "[]", "{}", R"({"on":[]})", R"({"on":{"x":1}})", R"({"on":{"x":"yesterday"}})"}) {
    EXPECT_FALSE(AlarmBoard::from_json(text)) << text;
  }
}

}  // namespace
}  // namespace audmg::app

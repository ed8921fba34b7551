// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/metadata/timestamp.hpp"

#include "audmg/media/record/record_limits.hpp"

#include <gtest/gtest.h>

namespace audmg::media {
namespace {

std::string read(std::string_view text) {
  const auto time = parse_timestamp(text);
  return time ? time->text() : "none";
}

TEST(Timestamp, ReadsTheFormsOfRealWriters) {
  for (const auto& [text, expected] : std::vector<std::pair<std::string_view, std::string_view>>{
           {"2026:01:31 23:59:59", "2026-01-31T23:59:59"},
           {"2026-01-31T23:59:59", "2026-01-31T23:59:59"},
           {"2026-01-31T23:59:59Z", "2026-01-31T23:59:59Z"},
           {"2026-01-31T23:59:59.250+01:00", "2026-01-31T23:59:59.250+01:00"},
           {"2026:01:31 23:59:59-0930", "2026-01-31T23:59:59-09:30"},
           {"2026-01-31 23:59:59 +0100", "2026-01-31T23:59:59+01:00"},
           {"2026-01-31 23:59:59 UTC", "2026-01-31T23:59:59Z"},
           {"2026-01-31T23:59", "2026-01-31T23:59:00"},
           {"2026-01-31T23:59+02:00", "2026-01-31T23:59:00+02:00"},
           {"2026/01/31 23:59:59", "2026-01-31T23:59:59"},
           {"2004:10: 1 21:05: 3", "2004-10-01T21:05:03"},
           {" 2026:01:31 23:59:59\n", "2026-01-31T23:59:59"},
           {"2026-01-31", "2026-01-31T00:00:00"},
           {"2026:01:31", "2026-01-31T00:00:00"},
           {"Sat, 31 Jan 2026 23:59:59 GMT", "2026-01-31T23:59:59Z"},
           {"31 Jan 2026 23:59:59 -0500", "2026-01-31T23:59:59-05:00"},
           {"Sat Jan  3 03:09:05 2026", "2026-01-03T03:09:05"}}) {
    EXPECT_EQ(read(text), expected) << text;
    EXPECT_TRUE(is_local_or_zoned_time(read(text))) << text;
  }
}

TEST(Timestamp, RefusesWhatIsNoDate) {
  for (const std::string_view text :
       {"", " ", "0000:00:00 00:00:00", "    :  :     :  :  ", "2026:13:01 00:00:00",
        "2026:01:31 24:00:00", "2026", "2026-01", "9/17/09", "today", "0001-01-01T00:00:00Z",
        "Sat Jan 31 2026", "2026:01:00 00:00:00", "::::", "99999999999999"}) {
    EXPECT_EQ(read(text), "none") << text;
  }
}

TEST(Timestamp, SaysWhetherTheClockIsKnown) {
  EXPECT_TRUE(parse_timestamp("2026:01:31 00:00:00")->has_clock);
  EXPECT_FALSE(parse_timestamp("2026:01:31")->has_clock);
}

TEST(Timestamp, OffsetsAreNormalised) {
  for (const auto& [text, expected] :
       std::vector<std::pair<std::string_view, std::string_view>>{{"+01:00", "+01:00"},
                                                                  {"+0545", "+05:45"},
                                                                  {"-9", "-09:00"},
                                                                  {"+1:00", "+01:00"},
                                                                  {"Z", "Z"},
                                                                  {"-00:00", "-00:00"},
                                                                  {"   :  ", ""},
                                                                  {"+99:00", ""},
                                                                  {"+01:75", ""},
                                                                  {"+", ""},
                                                                  {"", ""},
                                                                  {"01:00", ""},
                                                                  {"+1:", ""}}) {
    EXPECT_EQ(parse_offset(text), expected) << text;
  }
}

// The position's time is in UTC and some seconds older.
TEST(Timestamp, TheOffsetFollowsFromUtc) {
  const auto offset = [](std::string_view local, std::string_view utc) {
    return offset_between(*parse_timestamp(local), *parse_timestamp(utc));
  };
  EXPECT_EQ(offset("2026-01-31T23:59:59", "2026-01-31T22:59:40Z"), "+01:00");
  EXPECT_EQ(offset("2026-02-01T00:30:10", "2026-01-31T18:45:00Z"), "+05:45");
  EXPECT_EQ(offset("2026-01-31T12:00:00", "2026-01-31T15:29:59Z"), "-03:30");
  EXPECT_EQ(offset("2026-01-31T12:00:00", "2026-01-31T12:00:05Z"), "+00:00");
  EXPECT_EQ(offset("2026-01-31T12:07:00", "2026-01-31T12:00:00Z"), "");
  EXPECT_EQ(offset("2026-01-31T12:15:00", "2026-01-31T12:00:00Z"), "");
  EXPECT_EQ(offset("2026-01-31T12:00:00", "2026-01-29T12:00:00Z"), "");
  // Kashgar has Beijing's time; local time that was written as UTC gives no offset in Japan.
  const auto offset_at = [](std::string_view local, std::string_view utc, double longitude) {
    return offset_between(*parse_timestamp(local), *parse_timestamp(utc), longitude);
  };
  EXPECT_EQ(offset_at("2026-01-31T20:00:00", "2026-01-31T12:00:00Z", 76), "+08:00");
  EXPECT_EQ(offset_at("2026-01-31T20:00:00", "2026-01-31T06:00:00Z", -157), "+14:00");
  EXPECT_EQ(offset_at("2026-01-31T12:00:00", "2026-01-31T12:00:00Z", 139), "");
}

}  // namespace
}  // namespace audmg::media

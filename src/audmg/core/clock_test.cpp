// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"

#include <gtest/gtest.h>

namespace audmg {
namespace {

const TimePoint kExample{std::chrono::milliseconds(784111777123)};

TEST(Clock, FormatsRfc3339InUtcWithMilliseconds) {
  EXPECT_EQ(format_rfc3339(kExample), "1994-11-06T08:49:37.123Z");
  EXPECT_EQ(format_rfc3339(TimePoint{}), "1970-01-01T00:00:00.000Z");
}

TEST(Clock, FormatsTheHttpDateOfRfc9110) {
  EXPECT_EQ(format_http_date(kExample), "Sun, 06 Nov 1994 08:49:37 GMT");
}

TEST(Clock, ReadsBackAnHttpDate) {
  const auto time = parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT");
  ASSERT_TRUE(time.has_value());
  EXPECT_EQ(format_http_date(*time), "Sun, 06 Nov 1994 08:49:37 GMT");
}

TEST(Clock, RefusesOtherDateTexts) {
  EXPECT_FALSE(parse_http_date("").has_value());
  EXPECT_FALSE(parse_http_date("1994-11-06T08:49:37Z").has_value());
  EXPECT_FALSE(parse_http_date("Sun, 06 Nov 1994 08:49:37 UTC").has_value());
}

TEST(Clock, ReadsBackWhatItWrote) {
  for (const TimePoint time : {kExample, TimePoint{}, kExample + std::chrono::milliseconds{999}}) {
    EXPECT_EQ(parse_rfc3339(format_rfc3339(time)), time);
  }
}

TEST(Clock, RefusesOtherRfc3339Texts) {
  for (const std::string_view text :
       {"", "1994-11-06T08:49:37Z", "1994-11-06T08:49:37.123+00:00", "1994-11-06t08:49:37.123Z",
        "1994-02-29T08:49:37.123Z", "1994-13-06T08:49:37.123Z", "1994-11-06T24:00:00.000Z",
        "1994-11-06T08:49:60.000Z", "1994-11-06T08:49:-7.000Z", "1994-11-06T08:49:37.123Z "}) {
    EXPECT_FALSE(parse_rfc3339(text).has_value()) << text;
  }
}

TEST(Clock, ReadsTheTimesOfOtherPrograms) {
  const auto read = [](std::string_view text) {
    const auto time = parse_date_time(text);
    return time ? format_rfc3339(*time) : "nothing";
  };
  EXPECT_EQ(read("2026-01-31T23:59:59Z"), "2026-01-31T23:59:59.000Z");
  EXPECT_EQ(read("2026-01-31t23:59:59.1z"), "2026-01-31T23:59:59.100Z");
  EXPECT_EQ(read("2026-01-31T23:59:59.123456789Z"), "2026-01-31T23:59:59.123Z");
  EXPECT_EQ(read("2026-01-31T23:59:59+05:30"), "2026-01-31T18:29:59.000Z");
  EXPECT_EQ(read("2026-01-31T23:59:59.5-01:00"), "2026-02-01T00:59:59.500Z");
  EXPECT_EQ(read("1958-03-01T00:00:00Z"), "1958-03-01T00:00:00.000Z");
  for (const std::string_view bad :
       {"", "2026-01-31", "2026-01-31T23:59:59", "2026-01-31 23:59:59Z", "2026-02-30T00:00:00Z",
        "2026-01-31T24:00:00Z", "2026-01-31T23:59:60Z", "2026-01-31T23:59:59.Z",
        "2026-01-31T23:59:59+0530", "2026-01-31T23:59:59+24:00", "2026-01-31T23:59:59+05:60",
        "2026-01-31T23:59:59ZZ", "2026-1-31T23:59:59Z", "+026-01-31T23:59:59Z"}) {
    EXPECT_EQ(read(bad), "nothing") << bad;
  }
}

}  // namespace
}  // namespace audmg

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

}  // namespace
}  // namespace audmg

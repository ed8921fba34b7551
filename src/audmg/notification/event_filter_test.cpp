// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/notification/event_filter.hpp"

#include "contract/error_code.hpp"

#include <gtest/gtest.h>

namespace audmg::notification {
namespace {

bool matches(const std::vector<std::string>& patterns, std::string_view type) {
  const auto filter = EventFilter::parse(patterns);
  return filter && filter->matches(type);
}

TEST(EventFilter, MatchesTypesAndFamilies) {
  EXPECT_TRUE(matches({"file.failed", "alarm.*"}, "file.failed"));
  EXPECT_TRUE(matches({"file.failed", "alarm.*"}, "alarm.dead_letters"));
  EXPECT_FALSE(matches({"file.failed", "alarm.*"}, "file.ready"));
  EXPECT_FALSE(matches({"alarm.*"}, "alarms.x"));
  EXPECT_FALSE(matches({"file.failed"}, "file.failed.twice"));
  EXPECT_TRUE(matches({"*"}, "file.ready"));
  EXPECT_FALSE(matches({}, "file.ready"));
}

TEST(EventFilter, RefusesWhatCanMatchNothing) {
  for (const std::string pattern : {"", "file", "File.failed", "file*", "*.failed", ".*", "**"}) {
    EXPECT_EQ(error_code(EventFilter::parse({"file.ready", pattern})), ErrorCode::invalid_argument)
        << pattern;
  }
}

}  // namespace
}  // namespace audmg::notification

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/files/link_lifetime.hpp"

#include "audmg/core/clock.hpp"

#include <gtest/gtest.h>

#include <set>

namespace audmg::functions {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr TimePoint kBegin{milliseconds(1'700'000'000'123)};

TEST(LinkLifetime, LinksOfTheSameTimeEndTogether) {
  std::set<seconds> ends;
  for (seconds later{0}; later < hours(2); later += seconds(7)) {
    const auto now = kBegin + later;
    const auto lifetime = link_lifetime(hours(1), now);
    EXPECT_GE(lifetime, hours(1));
    EXPECT_LT(lifetime, hours(1) + seconds(450));
    ends.insert(std::chrono::ceil<seconds>(now.time_since_epoch()) + lifetime);
  }
  EXPECT_EQ(ends.size(), 17U);  // eight in each hour
}

TEST(LinkLifetime, ShortLivesAreAsAsked) {
  EXPECT_EQ(link_lifetime(seconds(2), kBegin), seconds(2));
  EXPECT_EQ(link_lifetime(seconds(7), kBegin), seconds(7));
}

TEST(LinkLifetime, NothingLivesLongerThanAUrlMay) {
  EXPECT_EQ(link_lifetime(hours(24 * 7), kBegin), hours(24 * 7));
}

}  // namespace
}  // namespace audmg::functions

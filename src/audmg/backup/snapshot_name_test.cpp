// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/backup/snapshot_name.hpp"

#include "audmg/core/clock.hpp"

#include <gtest/gtest.h>

namespace audmg::backup {
namespace {

TEST(SnapshotNameTest, HoldsItsTime) {
  const TimePoint time{std::chrono::milliseconds(1'767'355'200'123)};
  const std::string name = make_snapshot_name(time);
  EXPECT_TRUE(name.starts_with("2026-01-02T120000.123Z-")) << name;
  EXPECT_EQ(snapshot_time(name), time);
  EXPECT_EQ(short_id(name).size(), 8U);
  EXPECT_NE(make_snapshot_name(time), name);
}

TEST(SnapshotNameTest, NothingElseIsOne) {
  for (const std::string_view name :
       {"", "lost+found", "2026-01-02T120000.123Z", "2026-01-02T120000.123Z-5C6B7A81",
        "2026-01-02T12:00:00.123Z-5c6b7a8", "2026-13-02T120000.123Z-5c6b7a81",
        "2026-01-02T120000.123Z-5c6b7a81.old"}) {
    EXPECT_EQ(snapshot_time(name), std::nullopt) << name;
  }
}

}  // namespace
}  // namespace audmg::backup

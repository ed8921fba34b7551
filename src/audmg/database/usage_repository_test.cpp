// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/usage_repository.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace audmg::database {
namespace {

constexpr std::uint64_t kGreatest = std::numeric_limits<std::uint64_t>::max();

TEST(UsageTest, FilesFitUpToTheLastByteOfTheQuota) {
  const Usage usage{.bytes = 60, .files = 2, .reserved = 30};
  EXPECT_TRUE(fits(usage, 10, 100));
  EXPECT_FALSE(fits(usage, 11, 100));
  EXPECT_TRUE(fits(usage, 0, 90));
  EXPECT_FALSE(fits({}, 1, 0));
  EXPECT_TRUE(fits({}, 0, 0));
}

TEST(UsageTest, NothingFitsIntoAQuotaBelowTheUsage) {
  EXPECT_FALSE(fits({.bytes = 60, .reserved = 30}, 0, 89));
  EXPECT_FALSE(fits({.bytes = 60, .reserved = 30}, 0, 59));
}

TEST(UsageTest, EverythingFitsWithoutAQuota) {
  EXPECT_TRUE(fits({.bytes = kGreatest, .reserved = kGreatest}, kGreatest, std::nullopt));
}

TEST(UsageTest, NoSumOverflows) {
  EXPECT_FALSE(fits({.bytes = 1}, kGreatest, kGreatest));
  EXPECT_FALSE(fits({.bytes = kGreatest, .reserved = kGreatest}, 0, kGreatest));
  EXPECT_TRUE(fits({}, kGreatest, kGreatest));
}

TEST(UsageTest, OnlyWhatIsLargerThanItsPlaceNeedsAQuota) {
  EXPECT_EQ(quota_beyond(9, 10, 100), 100U);
  EXPECT_EQ(quota_beyond(10, 10, 0), std::nullopt);
  EXPECT_EQ(quota_beyond(0, 10, std::nullopt), std::nullopt);
}

TEST(UsageTest, AFileCountsWithItsCompanions) {
  File file;
  file.size = 1000;
  EXPECT_EQ(counted_bytes(file), 1000U);
  file.companions.resize(2);
  file.companions[0].size = 200;
  file.companions[1].size = 30;
  EXPECT_EQ(counted_bytes(file), 1230U);
}

}  // namespace
}  // namespace audmg::database

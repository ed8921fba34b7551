// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/composition/descriptor_budget.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace audmg::app {
namespace {

TEST(DescriptorBudget, LeavesRoomForWorkWhateverTheLimit) {
  // Descriptors that an idle server, one upload and one job have open.
  constexpr std::size_t kWork = 44;
  for (std::uint64_t limit = 64; limit <= 1'000'000; limit += limit / 16) {
    const auto budget = divide_descriptors(limit);
    EXPECT_LE(budget.connections + budget.stored_objects + budget.served_objects +
                  2 * budget.stored_uploads,
              limit - kWork)
        << limit;
    EXPECT_GE(budget.connections, 4U) << limit;
    EXPECT_GE(budget.stored_objects, 1U) << limit;
  }
}

TEST(DescriptorBudget, GivesMostOfALargeLimitToConnections) {
  EXPECT_EQ(divide_descriptors(1024).connections, 512U);
  EXPECT_EQ(divide_descriptors(1024).stored_objects, 128U);
  EXPECT_EQ(divide_descriptors(65'536).connections, 65'536U - 2048U);
  const auto unlimited = divide_descriptors(std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(unlimited.stored_objects, 1024U);
  EXPECT_EQ(unlimited.served_objects, 512U);
}

TEST(DescriptorBudget, KnowsTheLimitOfThisProcess) { EXPECT_GT(descriptor_limit(), 0U); }

}  // namespace
}  // namespace audmg::app

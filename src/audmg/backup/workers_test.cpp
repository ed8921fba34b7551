// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/backup/workers.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <new>

namespace audmg::backup {
namespace {

TEST(WorkersTest, AnExceptionIsAnErrorOfTheRun) {
  std::atomic<int> steps = 0;
  const auto ran = run_workers(
      [&]() -> Result<bool> {
        if (++steps == 20) throw std::bad_alloc();
        return true;
      },
      {});
  ASSERT_FALSE(ran);
  EXPECT_EQ(ran.error().code, ErrorCode::unavailable);
}

}  // namespace
}  // namespace audmg::backup

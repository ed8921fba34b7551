// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/archives/object_sums.hpp"

#include "audmg/storage/small_object.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace audmg::functions {
namespace {

/// Takes four reads, and a fifth that finds the end.
class ObjectSumsTest : public DriveTest {
 protected:
  ObjectSumsTest() { EXPECT_TRUE(storage::put_small_object(key, bytes, drive.services.objects)); }

  const std::string key = "orig/someone/something";
  const std::string bytes = std::string(std::size_t{1024} * 1024, 'x');
  ObjectSums sums{drive.services.objects};
  Deadline never;
};

TEST_F(ObjectSumsTest, ContinueBehindWhatWasRead) {
  drive.failures.fail_after(1 + 2, ErrorCode::unavailable);  // get_object(), two reads
  EXPECT_EQ(sums.crc32_of(key, never).error().code, ErrorCode::unavailable);
  drive.failures.fail_after(1 + 3, ErrorCode::unavailable);
  const auto crc32 = sums.crc32_of(key, never);
  ASSERT_TRUE(crc32) << "the first half was read again";
  EXPECT_EQ(*crc32, deflate::crc32(bytes));
  drive.failures.stop_failing();
  EXPECT_EQ(sums.crc32_of(key, never), *crc32) << "a sum that was finished is forgotten";
}

TEST_F(ObjectSumsTest, StopAtTheDeadline) {
  Deadline over(std::chrono::steady_clock::now());
  const auto cut = sums.crc32_of(key, over);
  ASSERT_FALSE(cut);
  EXPECT_EQ(cut.error().code, ErrorCode::deadline_exceeded);
  EXPECT_TRUE(cut.error().retryable);
  EXPECT_EQ(sums.crc32_of(key, never), deflate::crc32(bytes));
}

TEST_F(ObjectSumsTest, SayThatAnObjectIsGone) {
  EXPECT_EQ(sums.crc32_of("orig/someone/nothing", never).error().code, ErrorCode::not_found);
}

}  // namespace
}  // namespace audmg::functions

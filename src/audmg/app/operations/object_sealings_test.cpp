// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/operations/object_sealings.hpp"

#include "doubles/recording_logger.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

namespace audmg::app {
namespace {

/// Seals one object a step, and waits within the second one until it may go on or is told to stop.
class SlowSealing final : public storage::ObjectSealing {
 public:
  Result<storage::SealingStep> seal_objects(const storage::SealingRequest& request) override {
    if (request.after.empty()) return storage::SealingStep{.next = "a", .seen = 1, .sealed = 1};
    std::unique_lock lock(mutex_);
    if (!changed_.wait(lock, request.stop, [&] { return goes_on_; })) {
      return fail(ErrorCode::unavailable, "told to stop", true);
    }
    return storage::SealingStep{.next = {}, .seen = 1, .sealed = 0, .skipped = 1};
  }
  void go_on() {
    const std::scoped_lock lock(mutex_);
    goes_on_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable_any changed_;
  bool goes_on_ = false;
};

TEST(ObjectSealings, GoOnWhileOtherCommandsAreServed) {
  SlowSealing slow;
  telemetry::RecordingLogger logger;
  ObjectSealings sealings(&slow, logger);
  auto status = sealings.apply(0);
  ASSERT_TRUE(status);
  EXPECT_EQ(status->run, 1U);
  EXPECT_FALSE(status->done);
  EXPECT_EQ(sealings.apply(0)->run, 1U) << "the run under way is joined";
  EXPECT_EQ(sealings.apply(2).error().code, ErrorCode::not_found);
  slow.go_on();
  while (status && !status->done) {
    std::this_thread::yield();
    status = sealings.apply(1);
  }
  ASSERT_TRUE(status) << status.error().message;
  EXPECT_EQ(status->seen, 2U);
  EXPECT_EQ(status->sealed, 1U);
  EXPECT_EQ(status->skipped, 1U);
  EXPECT_TRUE(logger.has("objects_sealed"));
  EXPECT_EQ(sealings.apply(0)->run, 2U);
}

TEST(ObjectSealings, EndWithinAnObjectWithTheirServer) {
  SlowSealing slow;
  telemetry::RecordingLogger logger;
  {
    ObjectSealings sealings(&slow, logger);
    ASSERT_TRUE(sealings.apply(0));
  }
  EXPECT_TRUE(logger.has("sealing_failed"));
}

TEST(ObjectSealings, AreRefusedWhereTheStoreHasNoKeysOfOurs) {
  telemetry::RecordingLogger logger;
  ObjectSealings sealings(nullptr, logger);
  EXPECT_EQ(sealings.apply(0).error().code, ErrorCode::unavailable);
}

}  // namespace
}  // namespace audmg::app

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/worker_pool.hpp"

#include <gtest/gtest.h>

#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <latch>

namespace audmg::server {
namespace {

TEST(WorkerPool, RefusesWhatItsQueueCannotHold) {
  WorkerPool pool({.name = "test", .threads = 1, .queue = 2});
  std::latch running(1);
  std::latch release(1);
  WorkerPool::Work blocker = [&] {
    running.count_down();
    release.wait();
  };
  ASSERT_TRUE(pool.try_submit(blocker));
  running.wait();

  std::atomic<int> done = 0;
  for (int i = 0; i < 2; ++i) {
    WorkerPool::Work work = [&] { ++done; };
    EXPECT_TRUE(pool.try_submit(work));
  }
  EXPECT_EQ(pool.queued(), 2u);
  WorkerPool::Work refused = [&] { done = 100; };
  EXPECT_FALSE(pool.try_submit(refused));
  EXPECT_TRUE(refused) << "refused work must stay with the caller";
  pool.submit([&] { ++done; });

  release.count_down();
  pool.stop();
  EXPECT_EQ(done, 3);
}

TEST(WorkerPool, RunsQueuedWorkBeforeItStops) {
  std::atomic<int> done = 0;
  WorkerPool pool({.name = "test", .threads = 3, .queue = 1000});
  for (int i = 0; i < 500; ++i) {
    WorkerPool::Work work = [&] { ++done; };
    ASSERT_TRUE(pool.try_submit(work));
  }
  pool.stop();
  EXPECT_EQ(done, 500);
  WorkerPool::Work late = [&] { ++done; };
  EXPECT_FALSE(pool.try_submit(late));
  pool.submit([&] { ++done; });
  EXPECT_EQ(done, 501) << "a clean-up after the end runs at once";
}

TEST(WorkerPool, ThreadsTakeTheNiceValue) {
  int nice = 0;
  {
    WorkerPool pool({.name = "test", .threads = 1, .queue = 1, .nice = 19});
    pool.submit([&] { nice = getpriority(PRIO_PROCESS, static_cast<id_t>(gettid())); });
  }
  EXPECT_EQ(nice, 19);
  EXPECT_NE(getpriority(PRIO_PROCESS, static_cast<id_t>(gettid())), 19);
}

}  // namespace
}  // namespace audmg::server

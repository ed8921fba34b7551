// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/notification/event_hub.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace audmg::notification {
namespace {

const UserId kAda = UserId::make(TimePoint{});
const UserId kGrace = UserId::make(TimePoint{});

TEST(EventHub, WakesTheUsersOwnSubscribersOnly) {
  EventHub hub;
  int ada = 0;
  int grace = 0;
  const auto first = hub.subscribe(kAda, [&] { ++ada; });
  const auto second = hub.subscribe(kAda, [&] { ++ada; });
  const auto other = hub.subscribe(kGrace, [&] { ++grace; });
  hub.wake(kAda);
  EXPECT_EQ(ada, 2);
  EXPECT_EQ(grace, 0);
  hub.wake(UserId());
  EXPECT_EQ(hub.subscriptions(), 3u);
}

TEST(EventHub, EndsWithTheSubscription) {
  EventHub hub;
  int woken = 0;
  {
    auto subscription = hub.subscribe(kAda, [&] { ++woken; });
    const EventHub::Subscription moved(*std::move(subscription));
    hub.wake(kAda);
  }
  hub.wake(kAda);
  EXPECT_EQ(woken, 1);
  EXPECT_EQ(hub.subscriptions(), 0u);
}

TEST(EventHub, BoundsTheSubscriptionsOfEachUser) {
  EventHub hub;
  std::vector<EventHub::Subscription> kept;
  for (std::size_t i = 0; i < kMaxSubscriptionsPerUser; ++i) {
    auto subscription = hub.subscribe(kAda, [] {});
    ASSERT_TRUE(subscription);
    kept.push_back(*std::move(subscription));
  }
  EXPECT_FALSE(hub.subscribe(kAda, [] {}));
  EXPECT_TRUE(hub.subscribe(kGrace, [] {}));
  kept.pop_back();
  EXPECT_TRUE(hub.subscribe(kAda, [] {}));
}

TEST(EventHub, TakesCallsFromManyThreads) {
  EventHub hub;
  std::atomic<int> woken = 0;
  {
    const auto steady = hub.subscribe(kAda, [&] { ++woken; });
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&] {
        for (int i = 0; i < 1000; ++i) {
          const auto brief = hub.subscribe(kAda, [&] { ++woken; });
          hub.wake(kAda);
        }
      });
    }
  }
  EXPECT_GE(woken, 8000);
  EXPECT_EQ(hub.subscriptions(), 0u);
}

}  // namespace
}  // namespace audmg::notification

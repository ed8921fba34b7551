// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/notification/event_hub.hpp"

#include <utility>

namespace audmg::notification {

EventHub::Subscription::Subscription(EventHub& hub, UserId user, std::list<Wake>::iterator place)
    : hub_(&hub), user_(std::move(user)), place_(place) {}

EventHub::Subscription::Subscription(Subscription&& other) noexcept
    : hub_(std::exchange(other.hub_, nullptr)),
      user_(std::move(other.user_)),
      place_(other.place_) {}

EventHub::Subscription::~Subscription() {
  if (hub_ != nullptr) hub_->remove(user_, place_);
}

std::optional<EventHub::Subscription> EventHub::subscribe(const UserId& user, Wake wake) {
  const std::lock_guard lock(mutex_);
  auto& wakes = by_user_[user];
  // A list that was just made is empty, which is below the limit.
  if (wakes.size() >= kMaxSubscriptionsPerUser) return std::nullopt;
  ++total_;
  return Subscription(*this, user, wakes.insert(wakes.end(), std::move(wake)));
}

void EventHub::wake(const UserId& user) {
  const std::lock_guard lock(mutex_);
  const auto found = by_user_.find(user);
  if (found == by_user_.end()) return;
  for (const Wake& wake : found->second) wake();
}

std::size_t EventHub::subscriptions() const {
  const std::lock_guard lock(mutex_);
  return total_;
}

void EventHub::remove(const UserId& user, std::list<Wake>::iterator place) noexcept {
  const std::lock_guard lock(mutex_);
  const auto found = by_user_.find(user);
  found->second.erase(place);
  if (found->second.empty()) by_user_.erase(found);
  --total_;
}

}  // namespace audmg::notification

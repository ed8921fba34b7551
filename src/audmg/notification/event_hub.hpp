// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"

#include <cstddef>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <optional>

namespace audmg::notification {

/// Wakes those in this process who wait for a user's events. It carries no events: who is woken
/// reads them from the EventRepository, so a call too many is harmless. Thread-safe.
class EventHub {
 public:
  /// Called with the hub's lock held: must be quick, must not call the hub.
  using Wake = std::function<void()>;

  /// Ends when destroyed; after that its Wake is not called any more. Must not outlive the hub.
  class Subscription {
   public:
    Subscription(Subscription&& other) noexcept;
    Subscription& operator=(Subscription&&) = delete;
    ~Subscription();

   private:
    friend class EventHub;
    Subscription(EventHub& hub, UserId user, std::list<Wake>::iterator place);

    EventHub* hub_;
    UserId user_;
    std::list<Wake>::iterator place_;
  };

  /// Nothing: the user has kMaxSubscriptionsPerUser.
  [[nodiscard]] std::optional<Subscription> subscribe(const UserId& user, Wake wake);
  /// New events of this user have been committed.
  void notify(const UserId& user);
  [[nodiscard]] std::size_t subscriptions() const;

 private:
  void remove(const UserId& user, std::list<Wake>::iterator place) noexcept;

  mutable std::mutex mutex_;
  std::map<UserId, std::list<Wake>> by_user_;
  std::size_t total_ = 0;
};

/// One person's browsers and devices.
inline constexpr std::size_t kMaxSubscriptionsPerUser = 16;

}  // namespace audmg::notification

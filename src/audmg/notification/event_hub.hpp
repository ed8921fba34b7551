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

/// Wakes the waiters of this process when their user has new events. It carries no events: the
/// woken side reads them from the EventRepository, so a spurious call is harmless. Thread-safe.
class EventHub {
 public:
  /// Called with the hub's lock held: it must be quick and must not call the hub.
  using Wake = std::function<void()>;

  /// Ends when destroyed; its Wake is not called after that. Must not outlive the hub.
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

  /// Returns nothing when the user already has kMaxSubscriptionsPerUser.
  [[nodiscard]] std::optional<Subscription> subscribe(const UserId& user, Wake wake);
  /// Wakes the user's subscriptions. Call it after new events of the user have been committed.
  void notify(const UserId& user);
  [[nodiscard]] std::size_t subscriptions() const;

 private:
  void remove(const UserId& user, std::list<Wake>::iterator place) noexcept;

  mutable std::mutex mutex_;
  std::map<UserId, std::list<Wake>> by_user_;
  std::size_t total_ = 0;
};

/// Limit for the browsers and devices of one person.
inline constexpr std::size_t kMaxSubscriptionsPerUser = 16;

}  // namespace audmg::notification

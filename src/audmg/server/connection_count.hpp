// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/server/client_address.hpp"

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <map>
#include <mutex>
#include <utility>

namespace audmg::server {

/// How many connections there are, in all and from each address; of IPv6 from each /64, which one
/// client has whole. Thread-safe.
class ConnectionCount {
 public:
  ConnectionCount(std::size_t most, std::size_t most_per_address);

  /// False: one more would be too many. A proxy may have as many as all together, because many
  /// clients are behind it.
  [[nodiscard]] bool add(const AddressBytes& address, bool is_proxy = false);
  void remove(const AddressBytes& address) noexcept;
  [[nodiscard]] std::size_t total() const;
  /// Waits until there are none; false when that took too long.
  [[nodiscard]] bool wait_for_none(std::chrono::milliseconds timeout);

 private:
  const std::size_t most_;
  const std::size_t most_per_address_;
  mutable std::mutex mutex_;
  std::condition_variable none_;
  std::size_t total_ = 0;
  std::map<AddressBytes, std::size_t> by_address_;
};

/// One connection's place in the count, which add() has given; free again when this is destroyed.
class ConnectionPlace {
 public:
  ConnectionPlace(ConnectionCount& count, const AddressBytes& address) noexcept
      : count_(&count), address_(address) {}
  ConnectionPlace(ConnectionPlace&& other) noexcept
      : count_(std::exchange(other.count_, nullptr)), address_(other.address_) {}
  ConnectionPlace& operator=(ConnectionPlace&&) = delete;
  ~ConnectionPlace() { leave(); }

  void leave() noexcept {
    if (count_ != nullptr) std::exchange(count_, nullptr)->remove(address_);
  }

 private:
  ConnectionCount* count_;
  AddressBytes address_;
};

}  // namespace audmg::server

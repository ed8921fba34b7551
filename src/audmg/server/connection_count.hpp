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

/// Counts connections, in total and per address; IPv6 is counted per /56, like every limit
/// on clients (functions/client_subject.hpp). Thread-safe.
class ConnectionCount {
 public:
  ConnectionCount(std::size_t most, std::size_t most_per_address);

  /// Adds a connection; returns false, without adding it, when that would exceed a limit. A proxy
  /// may use the whole total, because many clients are behind it.
  [[nodiscard]] bool add(const AddressBytes& address, bool is_proxy = false);
  void remove(const AddressBytes& address) noexcept;
  [[nodiscard]] std::size_t total() const;
  /// Blocks until there are none; returns false on timeout.
  [[nodiscard]] bool wait_for_none(std::chrono::milliseconds timeout);

 private:
  const std::size_t most_;
  const std::size_t most_per_address_;
  mutable std::mutex mutex_;
  std::condition_variable none_;
  std::size_t total_ = 0;
  std::map<AddressBytes, std::size_t> by_address_;
};

/// A connection's place in the count after a successful add(); the destructor frees it.
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

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <stop_token>

namespace audmg::functions {

/// Holds a reader to so many bytes a second. Not thread-safe.
class ByteRate {
 public:
  /// 0: no limit.
  explicit ByteRate(std::uint64_t bytes_per_second) : bytes_per_second_(bytes_per_second) {}

  /// Blocks until all that was charged is paid for by time, or until `stop` asks.
  void wait(const std::stop_token& stop);
  /// What was done since wait() counts as time in which it is paid for; of the time before, only a
  /// moment does.
  void charge(std::uint64_t bytes) noexcept;

 private:
  const std::uint64_t bytes_per_second_;
  /// When the last wait() ended.
  std::chrono::steady_clock::time_point begun_{};
  /// When everything that was charged is paid for.
  std::chrono::steady_clock::time_point paid_at_{};
  std::mutex mutex_;
  std::condition_variable_any wake_;
};

}  // namespace audmg::functions

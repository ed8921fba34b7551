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

  /// Accounts for `bytes` and blocks until those accounted for before are paid for, or until `stop`
  /// asks. Time that was not used is not saved up.
  void spend(std::uint64_t bytes, const std::stop_token& stop);

 private:
  const std::uint64_t bytes_per_second_;
  /// When everything that was spent is paid for.
  std::chrono::steady_clock::time_point paid_at_{};
  std::mutex mutex_;
  std::condition_variable_any wake_;
};

}  // namespace audmg::functions

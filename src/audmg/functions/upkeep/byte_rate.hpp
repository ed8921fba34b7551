// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <stop_token>

namespace audmg::functions {

/// Limits a reader to a number of bytes per second. Not thread-safe.
class ByteRate {
 public:
  /// 0: no limit.
  explicit ByteRate(std::uint64_t bytes_per_second) : bytes_per_second_(bytes_per_second) {}

  /// Blocks until enough time has passed for all charged bytes, or until `stop` is requested.
  void wait(const std::stop_token& stop);
  /// Charges bytes that were read since wait(). The time since wait() counts towards them; of the
  /// time before, only a moment (so that idle time does not add up to a burst).
  void charge(std::uint64_t bytes) noexcept;

 private:
  const std::uint64_t bytes_per_second_;
  /// End of the last wait().
  std::chrono::steady_clock::time_point begun_{};
  /// Earliest time at which more bytes may be read.
  std::chrono::steady_clock::time_point paid_at_{};
  std::mutex mutex_;
  std::condition_variable_any wake_;
};

}  // namespace audmg::functions

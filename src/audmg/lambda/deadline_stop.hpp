// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

namespace audmg::lambda {

/// Requests a stop when a time has passed; never after its destruction.
class DeadlineStop {
 public:
  /// Requests it immediately when `time` is not positive.
  explicit DeadlineStop(std::chrono::milliseconds time);
  DeadlineStop(const DeadlineStop&) = delete;
  DeadlineStop& operator=(const DeadlineStop&) = delete;
  ~DeadlineStop() = default;

  [[nodiscard]] std::stop_token token() const noexcept { return source_.get_token(); }

 private:
  void wait(const std::stop_token& end, std::chrono::steady_clock::time_point until);

  std::stop_source source_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  // Last, so that it ends before the members it uses.
  std::jthread thread_;
};

}  // namespace audmg::lambda

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <chrono>

namespace audmg {

/// The end of the time that one piece of work may take. Its loops call passed() at each step, and
/// stop when it returns true; whoever began the work then calls check() and discards what was
/// computed. For one thread.
class Deadline {
 public:
  using Time = std::chrono::steady_clock::time_point;

  /// Never passes.
  Deadline() = default;
  explicit Deadline(Time end) noexcept : end_(end), steps_to_look_(1) {}

  /// Returns whether the time is over; once true, always true. Reads the clock at the first call
  /// and at every kStepsPerLook-th one, so that a step may be short.
  [[nodiscard]] bool passed() noexcept {
    if (passed_) return true;
    if (end_ == Time::max() || --steps_to_look_ > 0) return false;
    steps_to_look_ = kStepsPerLook;
    passed_ = std::chrono::steady_clock::now() >= end_;
    return passed_;
  }
  /// Returns deadline_exceeded (retryable) if passed() has returned true; work that was done in
  /// full keeps its result, however late.
  [[nodiscard]] Result<void> check() const {
    if (!passed_) return {};
    return fail(ErrorCode::deadline_exceeded, "the work took longer than it may", true);
  }

 private:
  static constexpr unsigned kStepsPerLook = 256;

  Time end_ = Time::max();
  unsigned steps_to_look_ = kStepsPerLook;
  bool passed_ = false;
};

}  // namespace audmg

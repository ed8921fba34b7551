// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <functional>
#include <mutex>
#include <optional>
#include <utility>

namespace audmg {

/// Decides which calls of a Failing... double fail. Thread-safe.
class FailurePlan {
 public:
  void fail_once(ErrorCode code) { set(Failure{code, false, 0}); }
  void fail_always(ErrorCode code) { set(Failure{code, true, 0}); }
  /// Lets `passed` calls through and fails the next one.
  void fail_after(int passed, ErrorCode code) { set(Failure{code, false, passed}); }
  void stop_failing() { set(std::nullopt); }
  /// Lets `passed` of the calls that look for the bytes of a file, add one or change some through
  /// and runs `action` before the next one, as another request would come in between.
  void interrupt_after(int passed, std::function<void()> action) {
    const std::scoped_lock lock(mutex_);
    interruption_ = Interruption{std::move(action), passed};
  }
  /// Makes the next change succeed but report unknown_outcome.
  void lose_answer_once() {
    const std::scoped_lock lock(mutex_);
    loses_answer_ = true;
  }
  /// Returns whether the requested failure has not happened yet.
  [[nodiscard]] bool is_pending() {
    const std::scoped_lock lock(mutex_);
    return failure_.has_value();
  }

  /// For the doubles of those calls.
  void interrupt() {
    std::unique_lock lock(mutex_);
    if (!interruption_ || interruption_->passed-- > 0) return;
    const auto action = std::exchange(interruption_, std::nullopt)->action;
    lock.unlock();
    action();
  }

  /// For the doubles: returns the error to report instead of making the call.
  [[nodiscard]] Result<void> before_call() {
    const std::scoped_lock lock(mutex_);
    if (!failure_ || failure_->passed-- > 0) return {};
    const ErrorCode code = failure_->code;
    if (!failure_->always) failure_.reset();
    return fail(code, "a failure on purpose");
  }

  /// For the doubles: returns the result to report for a change that was made.
  template <class T>
  [[nodiscard]] Result<T> after_change(Result<T> result) {
    const std::scoped_lock lock(mutex_);
    if (!std::exchange(loses_answer_, false)) return result;
    return fail(ErrorCode::unknown_outcome, "an answer lost on purpose", true);
  }

 private:
  struct Failure {
    ErrorCode code;
    bool always;
    int passed;
  };
  struct Interruption {
    std::function<void()> action;
    int passed;
  };
  void set(std::optional<Failure> failure) {
    const std::scoped_lock lock(mutex_);
    failure_ = failure;
  }

  std::mutex mutex_;
  std::optional<Failure> failure_;
  std::optional<Interruption> interruption_;
  bool loses_answer_ = false;
};

}  // namespace audmg

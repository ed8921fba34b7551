// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <utility>

namespace audmg::media::sandbox {

/// A counting semaphore whose wait can be cancelled. Thread-safe.
class Slots {
 public:
  /// One taken slot; the destructor frees it.
  class Slot {
   public:
    explicit Slot(Slots& slots) : slots_(&slots) {}
    Slot(Slot&& other) noexcept : slots_(std::exchange(other.slots_, nullptr)) {}
    Slot& operator=(Slot&&) = delete;
    ~Slot() {
      if (slots_ != nullptr) slots_->give_back();
    }

   private:
    Slots* slots_;
  };

  explicit Slots(unsigned count) : free_(count == 0 ? 1 : count) {}

  /// Blocks until a slot is free. Errors: unavailable, when `stop` is requested.
  [[nodiscard]] Result<Slot> take(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait(lock, stop, [this] { return free_ > 0; })) {
      return fail(ErrorCode::unavailable, "The job was stopped.", true);
    }
    --free_;
    return Slot(*this);
  }

 private:
  void give_back() {
    {
      const std::scoped_lock lock(mutex_);
      ++free_;
    }
    changed_.notify_one();
  }

  std::mutex mutex_;
  std::condition_variable_any changed_;
  unsigned free_;
};

}  // namespace audmg::media::sandbox

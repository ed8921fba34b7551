// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"

#include <atomic>
#include <chrono>

namespace audmg {

/// A clock that moves only when told to.
class ManualClock final : public Clock {
 public:
  /// 22 November 2025, noon; any time other than the real one would do.
  ManualClock() : now_(TimePoint(std::chrono::seconds(1763812800))) {}

  [[nodiscard]] TimePoint now() const noexcept override { return now_.load(); }
  void advance(std::chrono::milliseconds by) { now_.store(now_.load() + by); }
  void set(TimePoint to) { now_.store(to); }

 private:
  std::atomic<TimePoint> now_;
};

}  // namespace audmg

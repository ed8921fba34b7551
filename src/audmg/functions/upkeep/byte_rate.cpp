// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/upkeep/byte_rate.hpp"

#include <algorithm>

namespace audmg::functions {

using std::chrono::steady_clock;

namespace {

/// Pauses of the reader for other reasons do not make it slower than it may be.
constexpr std::chrono::milliseconds kSavedUp{200};

}  // namespace

void ByteRate::wait(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  wake_.wait_until(lock, stop, paid_at_, [] { return false; });
  begun_ = steady_clock::now();
}

void ByteRate::charge(std::uint64_t bytes) noexcept {
  if (bytes_per_second_ == 0) return;
  const std::chrono::duration<double> price(static_cast<double>(bytes) /
                                            static_cast<double>(bytes_per_second_));
  paid_at_ = std::max(paid_at_, begun_ - kSavedUp) +
             std::chrono::duration_cast<steady_clock::duration>(price);
}

}  // namespace audmg::functions

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/sqlite/commit_signal.hpp"

namespace audmg::sqlite {

std::uint64_t CommitSignal::count() const {
  const std::scoped_lock lock(mutex_);
  return count_;
}

void CommitSignal::wait(std::uint64_t seen, std::chrono::steady_clock::time_point until,
                        const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  raised_.wait_until(lock, stop, until, [&] { return count_ != seen; });
}

void CommitSignal::raise() {
  {
    const std::scoped_lock lock(mutex_);
    ++count_;
  }
  raised_.notify_all();
}

}  // namespace audmg::sqlite

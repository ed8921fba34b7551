// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <stop_token>

namespace audmg::sqlite {

/// Lets threads sleep until a commit concerns them, like LISTEN and NOTIFY in other databases.
/// Returned by GroupCommitWriter::signal(). Thread-safe.
///
/// To miss nothing, call count(), read the database, and wait() for another count.
class CommitSignal {
 public:
  /// Returns how many commits have raised it so far.
  [[nodiscard]] std::uint64_t count() const;
  /// Sleeps until the count differs from `seen`, `until` has passed, or `stop` is requested.
  void wait(std::uint64_t seen, std::chrono::steady_clock::time_point until,
            const std::stop_token& stop);
  /// Called by the writer after the commit.
  void raise();

 private:
  mutable std::mutex mutex_;
  std::condition_variable_any raised_;
  std::uint64_t count_ = 0;
};

}  // namespace audmg::sqlite

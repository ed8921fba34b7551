// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/attempt_repository.hpp"

#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace audmg::database {

/// Counters of attempts in memory. One process serves a drive on one machine, so that all requests
/// see them; they begin anew when it starts, which only its operator can make it do. A window
/// begins with its first attempt. Bounded memory; never blocks for long; thread-safe. Under a flood
/// of more subjects than it keeps, those with the fewest attempts begin anew, so that a flood of
/// other subjects does not free one that has used its attempts up.
class MemoryAttempts final : public AttemptRepository {
 public:
  explicit MemoryAttempts(std::size_t max_counters = kMaxCounters) : max_counters_(max_counters) {}

  Result<std::optional<std::chrono::seconds>> take(const AttemptLimit& limit,
                                                   std::string_view subject,
                                                   TimePoint now) override;
  Result<void> give_back(const AttemptLimit& limit, std::string_view subject,
                         TimePoint now) override;

 private:
  /// About 15 MiB.
  static constexpr std::size_t kMaxCounters = 100'000;

  struct Counter {
    int count = 0;
    std::chrono::seconds window{};
    TimePoint begun_at;
  };

  [[nodiscard]] static bool is_over(const Counter& counter, TimePoint now) noexcept;
  /// Drops the counters that are over and, if that is not enough, those with the fewest attempts.
  void make_room(TimePoint now);

  const std::size_t max_counters_;
  std::mutex mutex_;
  /// By the SHA-256 of limit and subject, so that the length of a subject costs nothing.
  std::unordered_map<std::string, Counter> counters_;
};

}  // namespace audmg::database

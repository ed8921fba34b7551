// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"

#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace audmg::identity {

/// So many in such a time.
struct RateLimit {
  /// Stable word that keeps the buckets of different limits apart ("login_account").
  std::string_view name;
  int count = 0;
  std::chrono::seconds window{};
};

/// Token buckets by limit and subject (address, user, account). Bounded memory; never blocks for
/// long; thread-safe. Under a flood of more subjects than it keeps, those unused longest start
/// anew. State is this process's own and gone with it.
class RateLimiter {
 public:
  /// `enabled` false: everything is allowed.
  RateLimiter(const Clock& clock, bool enabled);

  /// Takes one from the subject's bucket. Nothing: allowed. Else: how long to wait, at least 1 s.
  [[nodiscard]] std::optional<std::chrono::seconds> take(const RateLimit& limit,
                                                         std::string_view subject);
  /// Puts one back that take() took: the attempt turned out not to count.
  void give_back(const RateLimit& limit, std::string_view subject);
  /// Whether take() would be refused, without taking.
  [[nodiscard]] std::optional<std::chrono::seconds> peek(const RateLimit& limit,
                                                         std::string_view subject);

 private:
  struct Bucket {
    double tokens = 0;
    TimePoint filled_at;
  };
  using Buckets = std::unordered_map<std::string, Bucket>;

  /// The subject's bucket, filled up to now.
  Bucket& refill(const RateLimit& limit, std::string_view subject);
  [[nodiscard]] std::optional<std::chrono::seconds> wait_for_one(const RateLimit& limit,
                                                                 const Bucket& bucket) const;

  const Clock& clock_;
  const bool enabled_;
  std::mutex mutex_;
  /// Two generations: when the younger is full it becomes the older, and what was not used since
  /// the last such change is gone. So memory is bounded without ever walking over all buckets.
  Buckets young_;
  Buckets old_;
};

}  // namespace audmg::identity

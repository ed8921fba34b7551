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

/// Allows `count` attempts per `window`.
struct RateLimit {
  /// Stable word that keeps the buckets of different limits apart ("login_account").
  std::string_view name;
  int count = 0;
  std::chrono::seconds window{};
};

/// Token buckets by limit and subject (address, user, account). Bounded memory; never blocks for
/// long; thread-safe. Under a flood of more subjects than it keeps, the least recently used ones
/// start afresh. The state belongs to this process and ends with it.
class RateLimiter {
 public:
  /// With `enabled` false, everything is allowed.
  RateLimiter(const Clock& clock, bool enabled);

  /// Takes one token from the subject's bucket. Returns nothing when allowed, else the time to
  /// wait, at least 1 s.
  [[nodiscard]] std::optional<std::chrono::seconds> take(const RateLimit& limit,
                                                         std::string_view subject);

 private:
  struct Bucket {
    double tokens = 0;
    TimePoint filled_at;
  };
  using Buckets = std::unordered_map<std::string, Bucket>;

  /// Returns the subject's bucket, refilled up to now.
  Bucket& refill(const RateLimit& limit, std::string_view subject);
  [[nodiscard]] std::optional<std::chrono::seconds> wait_for_one(const RateLimit& limit,
                                                                 const Bucket& bucket) const;

  const Clock& clock_;
  const bool enabled_;
  std::mutex mutex_;
  /// Two generations: when the younger is full it becomes the older, and buckets unused since the
  /// last such change are gone. This bounds memory without ever visiting all buckets.
  Buckets young_;
  Buckets old_;
};

}  // namespace audmg::identity

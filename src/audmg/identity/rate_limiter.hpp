// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "audmg/core/clock.hpp"

namespace audmg::identity {

/// So many in such a time.
struct RateLimit {
  /// Stable word that keeps the buckets of different limits apart ("login_account").
  std::string_view name;
  int count = 0;
  std::chrono::seconds window{};
};

/// Token buckets by limit and subject (address, user, account). Bounded memory; never blocks for
/// long; thread-safe. State is this process's own and gone with it.
class RateLimiter {
 public:
  /// `enabled` false: everything is allowed.
  RateLimiter(const Clock& clock, bool enabled);

  /// Takes one from the subject's bucket. Nothing: allowed. Else: how long to wait, at least 1 s.
  [[nodiscard]] std::optional<std::chrono::seconds> take(const RateLimit& limit,
                                                         std::string_view subject);
  /// Whether take() would be refused, without taking.
  [[nodiscard]] std::optional<std::chrono::seconds> peek(const RateLimit& limit,
                                                         std::string_view subject);

 private:
  struct Bucket {
    double tokens = 0;
    TimePoint filled_at;
  };

  const Clock& clock_;
  const bool enabled_;
  std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace audmg::identity

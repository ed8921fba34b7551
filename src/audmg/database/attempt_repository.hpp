// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"

#include <chrono>
#include <optional>
#include <string_view>

namespace audmg::database {

/// Allows `count` attempts per `window`.
struct AttemptLimit {
  /// Stable word that keeps the counters of different limits apart ("login_account").
  std::string_view name;
  int count = 0;
  std::chrono::seconds window{};
};

/// Counters of attempts that must be few: guesses of passwords and codes, sign-ups, mails. All
/// processes that work on the same records see the same counters. A subject is any text; where the
/// counters are stored, it is stored as a hash. All methods may block and are thread-safe. Errors
/// of all methods: unavailable, out_of_space, internal.
class AttemptRepository {
 public:
  AttemptRepository() = default;
  AttemptRepository(const AttemptRepository&) = delete;
  AttemptRepository& operator=(const AttemptRepository&) = delete;
  virtual ~AttemptRepository() = default;

  /// Counts an attempt unless there were `count` already. Returns nothing when it is allowed, else
  /// the time to wait, at least 1 s. Of attempts at the same time no more than `count` are allowed.
  [[nodiscard]] virtual Result<std::optional<std::chrono::seconds>> take(const AttemptLimit& limit,
                                                                         std::string_view subject,
                                                                         TimePoint now) = 0;
  /// Takes an attempt back that turned out not to count.
  [[nodiscard]] virtual Result<void> give_back(const AttemptLimit& limit, std::string_view subject,
                                               TimePoint now) = 0;
};

}  // namespace audmg::database

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <chrono>
#include <functional>
#include <mutex>

// The "standard" mode of "Retry behavior" in the AWS SDKs and Tools Reference Guide.

namespace audmg::aws {

struct RetryOptions {
  /// With the first one.
  int max_attempts = 3;
  /// The longest wait before the first retry; it doubles with each.
  std::chrono::milliseconds base_delay{100};
  std::chrono::milliseconds max_delay{20'000};
};

/// Tokens that retries cost and successes give back, so that a service that is down is not also
/// flooded. One for all calls of a client. Thread-safe.
class RetryQuota {
 public:
  static constexpr int kCapacity = 500;
  static constexpr int kRetryCost = 5;
  static constexpr int kTimeoutRetryCost = 10;
  static constexpr int kSuccessRefund = 1;

  /// Whether there was enough.
  [[nodiscard]] bool take(int cost);
  void give_back(int amount);

 private:
  std::mutex mutex_;
  int tokens_ = kCapacity;
};

/// A random time between nothing and the attempt's longest wait ("full jitter"), `attempt` from 1.
/// `random` gives numbers in [0, 1).
[[nodiscard]] std::chrono::milliseconds backoff(const RetryOptions& options, int attempt,
                                                const std::function<double()>& random);

}  // namespace audmg::aws

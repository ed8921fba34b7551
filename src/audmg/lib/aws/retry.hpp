// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <chrono>
#include <functional>
#include <mutex>

// The "standard" mode of "Retry behavior" in the AWS SDKs and Tools Reference Guide.

namespace audmg::aws {

struct RetryOptions {
  /// Including the first attempt.
  int max_attempts = 3;
  /// Longest wait before the first retry; doubles with each retry.
  std::chrono::milliseconds base_delay{100};
  std::chrono::milliseconds max_delay{20'000};
};

/// Tokens that retries spend and successes give back, so that a failing service is not flooded as
/// well. All calls of a client share one quota. Thread-safe.
class RetryQuota {
 public:
  static constexpr int kCapacity = 500;
  static constexpr int kRetryCost = 5;
  static constexpr int kTimeoutRetryCost = 10;
  static constexpr int kSuccessRefund = 1;

  /// Returns false, and takes nothing, when fewer than `cost` tokens are left.
  [[nodiscard]] bool take(int cost);
  void give_back(int amount);

 private:
  std::mutex mutex_;
  int tokens_ = kCapacity;
};

/// Returns a random time between zero and the attempt's longest wait ("full jitter"). `attempt`
/// counts from 1; `random` returns numbers in [0, 1).
[[nodiscard]] std::chrono::milliseconds backoff(const RetryOptions& options, int attempt,
                                                const std::function<double()>& random);

}  // namespace audmg::aws

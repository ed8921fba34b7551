// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/aws/retry.hpp"

#include <algorithm>

namespace audmg::aws {

bool RetryQuota::take(int cost) {
  const std::scoped_lock lock(mutex_);
  if (tokens_ < cost) return false;
  tokens_ -= cost;
  return true;
}

void RetryQuota::give_back(int amount) {
  const std::scoped_lock lock(mutex_);
  tokens_ = std::min(kCapacity, tokens_ + amount);
}

std::chrono::milliseconds backoff(const RetryOptions& options, int attempt,
                                  const std::function<double()>& random) {
  constexpr int kMaxDoublings = 20;
  const int doublings = std::clamp(attempt - 1, 0, kMaxDoublings);
  const auto longest =
      std::min(options.max_delay, options.base_delay * (std::int64_t{1} << doublings));
  return std::chrono::milliseconds(
      static_cast<std::int64_t>(random() * static_cast<double>(longest.count())));
}

}  // namespace audmg::aws

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/worker/backoff.hpp"

#include <algorithm>

namespace audmg::worker {

std::chrono::milliseconds backoff(std::uint32_t attempt, std::uint64_t random) noexcept {
  constexpr std::uint32_t kMaxDoublings = 16;
  const auto doublings = std::min(attempt > 0 ? attempt - 1 : 0, kMaxDoublings);
  const auto longest = std::min(kMaxBackoff, kFirstBackoff * (std::int64_t{1} << doublings));
  const auto half = static_cast<std::uint64_t>(longest.count()) / 2;
  return std::chrono::milliseconds(half + random % (half + 1));
}

}  // namespace audmg::worker

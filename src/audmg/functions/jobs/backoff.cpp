// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/jobs/backoff.hpp"

#include <algorithm>

namespace audmg::functions {
namespace {

/// Returns a time between half of `longest` and all of it.
std::chrono::milliseconds spread(std::chrono::milliseconds longest, std::uint64_t random) noexcept {
  const auto half = static_cast<std::uint64_t>(longest.count()) / 2;
  return std::chrono::milliseconds(half + random % (half + 1));
}

}  // namespace

std::chrono::milliseconds backoff(std::uint32_t attempt, std::uint64_t random) noexcept {
  constexpr std::uint32_t kMaxDoublings = 16;
  const auto doublings = std::min(attempt > 0 ? attempt - 1 : 0, kMaxDoublings);
  return spread(std::min(kMaxBackoff, kFirstBackoff * (std::int64_t{1} << doublings)), random);
}

std::chrono::milliseconds alarm_backoff(std::uint32_t attempt, std::uint64_t random) noexcept {
  constexpr int kGrowth = 30;
  std::chrono::milliseconds longest = kFirstBackoff;
  for (std::uint32_t i = 1; i < attempt && longest < kMaxAlarmBackoff; ++i) longest *= kGrowth;
  return spread(std::min(kMaxAlarmBackoff, longest), random);
}

std::chrono::milliseconds shortage_wait(std::chrono::milliseconds since_sent,
                                        std::uint64_t random) noexcept {
  return spread(std::clamp(since_sent / 2, kFirstBackoff, kMaxShortageWait), random);
}

}  // namespace audmg::functions

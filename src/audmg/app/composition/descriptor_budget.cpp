// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/composition/descriptor_budget.hpp"

#include <sys/resource.h>

#include <algorithm>

namespace audmg::app {
namespace {

/// Descriptors that a small server has open when it is idle (about 30), for one upload and one job.
constexpr std::uint64_t kWork = 44;
/// Kept for everything but connections at most.
constexpr std::uint64_t kMaxReserved = 2048;
/// With fewer descriptors than kWork, clients must still be able to connect and learn what is
/// wrong.
constexpr std::uint64_t kMinConnections = 4;
constexpr std::uint64_t kMaxStoredObjects = 1024;
constexpr std::uint64_t kMaxStoredUploads = 64;
constexpr std::uint64_t kMaxServedObjects = 512;

}  // namespace

DescriptorBudget divide_descriptors(std::uint64_t limit) noexcept {
  // The shares of objects and uploads below are a quarter together.
  const std::uint64_t reserved = std::min(kMaxReserved, std::max(limit / 2, kWork + limit / 4));
  const std::uint64_t rest = limit > reserved ? limit - reserved : 0;
  return {.connections = static_cast<std::size_t>(std::max(rest, kMinConnections)),
          .stored_objects = static_cast<std::size_t>(std::min(kMaxStoredObjects, limit / 8)),
          .stored_uploads = static_cast<std::size_t>(std::min(kMaxStoredUploads, limit / 32)),
          .served_objects = static_cast<std::size_t>(std::min(kMaxServedObjects, limit / 16))};
}

std::uint64_t descriptor_limit() noexcept {
  rlimit limit{};
  return ::getrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_cur : 0;
}

}  // namespace audmg::app

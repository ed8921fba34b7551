// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <functional>
#include <stop_token>

namespace audmg::backup {

/// Objects that are worked on at the same time: the work is mostly waiting, for a disk or a
/// network.
inline constexpr unsigned kObjectThreads = 8;

/// Calls `step` on kObjectThreads threads, or as many as can be had, again and again on each until
/// it returns false, fails, or another one has failed. `step` must be thread-safe. The first error,
/// also of an exception; unavailable when `stop` asked before all was done.
[[nodiscard]] Result<void> run_workers(const std::function<Result<bool>()>& step,
                                       const std::stop_token& stop);

}  // namespace audmg::backup

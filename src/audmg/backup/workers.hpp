// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <functional>
#include <stop_token>

namespace audmg::backup {

/// Number of objects processed at the same time: the work is mostly waiting for a disk or network.
inline constexpr unsigned kObjectThreads = 8;

/// Calls `step` repeatedly on kObjectThreads threads, or on as many as are available, each until it
/// returns false, fails, or another one has failed. `step` must be thread-safe. Returns the first
/// error, including exceptions; unavailable when `stop` was requested before all work was done.
[[nodiscard]] Result<void> run_workers(const std::function<Result<bool>()>& step,
                                       const std::stop_token& stop);

}  // namespace audmg::backup

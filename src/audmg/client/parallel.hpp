// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <functional>

namespace audmg::client {

/// Calls `work` with 0 to `count` - 1, on at most `threads` threads at the same time, and returns
/// when all calls have. `work` must be thread-safe and must not throw.
void in_parallel(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work);

}  // namespace audmg::client

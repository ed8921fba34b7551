// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <atomic>
#include <cstdint>

namespace audmg::backup {

/// Progress of a run, which writes it. Any thread may read it at any time.
struct Progress {
  /// 0 until the total is known.
  std::atomic<std::uint64_t> total{0};
  std::atomic<std::uint64_t> done{0};
  std::atomic<std::uint64_t> bytes{0};
};

}  // namespace audmg::backup

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <atomic>
#include <cstdint>

namespace audmg::backup {

/// How far a run is. Written by the run, read by anybody at any time.
struct Progress {
  /// 0 until it is known.
  std::atomic<std::uint64_t> total{0};
  std::atomic<std::uint64_t> done{0};
  std::atomic<std::uint64_t> bytes{0};
};

}  // namespace audmg::backup

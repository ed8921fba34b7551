// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <algorithm>
#include <cstdint>

namespace audmg::media {

/// Returns bits per second, capped at the largest value a record can hold; 0 for no time.
[[nodiscard]] inline std::uint32_t average_bitrate(std::uint64_t bytes, double seconds) {
  constexpr double kMost = 2e9;
  if (seconds <= 0) return 0;
  return static_cast<std::uint32_t>(std::min(static_cast<double>(bytes) * 8 / seconds, kMost));
}

}  // namespace audmg::media

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/media/media_limits.hpp"

#include <cstdint>

namespace audmg::media {

/// What the header says of the size.
struct ImageExtent {
  std::uint32_t width = 0;   ///< pixels
  std::uint32_t height = 0;  ///< pixels
  /// Of an animation, whose frames browsers decode all; 1 for pages, of which only the first is
  /// seen.
  std::uint32_t frames = 1;
};

/// Errors: too_large with a message for the owner that names the limit.
[[nodiscard]] Result<void> check_extent(const ImageExtent& extent, const MediaLimits& limits);

}  // namespace audmg::media

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/media/media_limits.hpp"

#include <cstdint>

namespace audmg::media {

/// Size of an image as its header gives it.
struct ImageExtent {
  std::uint32_t width = 0;   ///< pixels
  std::uint32_t height = 0;  ///< pixels
  /// Frames of an animation, because browsers decode them all; 1 for pages, because only the first
  /// page is shown.
  std::uint32_t frames = 1;
};

/// Checks the extent against the limits. Errors: too_large with a message for the owner that names
/// the limit.
[[nodiscard]] Result<void> check_extent(const ImageExtent& extent, const MediaLimits& limits);

}  // namespace audmg::media

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/vips/load.hpp"
#include "audmg/media/media_limits.hpp"

#include <cstdint>
#include <optional>

namespace audmg::media {

/// Size of an image, or of the first frame of an animation, as its header gives it.
struct ImageExtent {
  std::uint32_t width = 0;   ///< pixels
  std::uint32_t height = 0;  ///< pixels
};

/// Checks the extent against the limits for pictures of that decoder; nullopt stands for a decoder
/// that is not one of libvips. Errors: too_large with a message for the owner that names the limit
/// and its setting.
[[nodiscard]] Result<void> check_extent(const ImageExtent& extent,
                                        std::optional<vips::Loader> loader,
                                        const MediaLimits& limits);

}  // namespace audmg::media

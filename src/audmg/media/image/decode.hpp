// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/media/image/encoded_image.hpp"

#include <cstdint>

namespace audmg::media {

/// Decodes the picture once, no larger than needed. The result is upright, in sRGB and in memory,
/// and its longer side is at most `max_side`. Errors, for the owner: invalid_argument, too_large
/// (memory).
[[nodiscard]] Result<vips::Image> decode(const EncodedImage& image, std::uint32_t max_side);

/// Returns a smaller copy of a picture in memory. Errors: internal.
[[nodiscard]] Result<vips::Image> shrink(const vips::Image& picture, std::uint32_t max_side);

}  // namespace audmg::media

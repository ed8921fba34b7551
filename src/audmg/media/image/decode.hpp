// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/media/image/encoded_image.hpp"

#include <cstdint>

namespace audmg::media {

/// Decodes once, no larger than needed: the picture upright, in sRGB, in memory, its longer side at
/// most `max_side`. Errors: invalid_argument, too_large (memory), for the owner.
[[nodiscard]] Result<vips::Image> decode(const EncodedImage& image, std::uint32_t max_side);

/// A smaller copy of a picture in memory. Errors: internal.
[[nodiscard]] Result<vips::Image> shrink(const vips::Image& picture, std::uint32_t max_side);

}  // namespace audmg::media

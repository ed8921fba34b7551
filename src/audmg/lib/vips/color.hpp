// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/vips/image.hpp"

#include <cstdint>
#include <vector>

namespace audmg::vips {

/// Converts to 8-bit sRGB with 3 bands, or 4 with alpha: by the embedded ICC profile, or by what
/// the format says about its colours when there is no usable profile. Returns a pipeline. Errors:
/// invalid_argument; too_large (memory).
[[nodiscard]] Result<Image> to_srgb(const Image& image);

/// Returns red, green, blue, alpha, row by row, of an image that to_srgb() made. Errors: as above.
[[nodiscard]] Result<std::vector<std::uint8_t>> rgba_pixels(const Image& image);

}  // namespace audmg::vips

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/vips/image.hpp"

#include <cstdint>

namespace audmg::vips {

// Each returns a pipeline, or an image in memory where it says so. Errors: invalid_argument when
// the pixels cannot be decoded, which may show only when they are needed; too_large (memory).

/// Scales to exactly that size in pixels, with alpha premultiplied on the way.
[[nodiscard]] Result<Image> resize(const Image& image, std::uint32_t width, std::uint32_t height);
/// Averages blocks of that many pixels, for images without alpha; the incomplete blocks at the
/// right and bottom are averaged too.
[[nodiscard]] Result<Image> average(const Image& image, std::uint32_t horizontal,
                                    std::uint32_t vertical);
/// Returns the same pixels with another orientation, 1 to 8 as in EXIF.
[[nodiscard]] Result<Image> with_orientation(const Image& image, int orientation);
/// Rotates and mirrors as the image's orientation says. The image must be in memory.
[[nodiscard]] Result<Image> upright(const Image& image);
/// Computes all pixels now.
[[nodiscard]] Result<Image> to_memory(const Image& image);

}  // namespace audmg::vips

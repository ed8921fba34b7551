// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/vips/image.hpp"

#include <cstdint>

namespace audmg::media {

struct PictureSize {
  std::uint32_t width = 0;   ///< pixels
  std::uint32_t height = 0;  ///< pixels
};

[[nodiscard]] PictureSize size_of(const vips::Image& image);

/// Returns the size with the same proportions whose longer side is `max_side`; a smaller size is
/// returned unchanged. Never 0.
[[nodiscard]] PictureSize fit(PictureSize size, std::uint32_t max_side);

/// Returns the size of a rendition: fit(), except that a panorama or a long screenshot may be
/// longer so that something can be seen on it. Its shorter side is then a quarter of `max_side` (or
/// its own), and its longer side at most 16 times `max_side` and within what WebP can store.
[[nodiscard]] PictureSize rendition_size(PictureSize size, std::uint32_t max_side);

/// Returns the picture at exactly that size, as a pipeline or in memory. Precondition: neither side
/// of `size` exceeds that of the picture. Errors: invalid_argument, when the pixels cannot be
/// decoded, which may not show until they are needed; too_large (memory); internal.
[[nodiscard]] Result<vips::Image> resize(const vips::Image& image, PictureSize size);

}  // namespace audmg::media

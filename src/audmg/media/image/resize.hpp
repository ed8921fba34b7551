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

/// The size with the same proportions whose longer side is `max_side`; smaller ones stay. Never 0.
[[nodiscard]] PictureSize fit(PictureSize size, std::uint32_t max_side);

/// The picture at exactly that size, no side of which is larger than it was; a pipeline or in
/// memory. Errors: invalid_argument, when the pixels cannot be decoded, which may show only where
/// they are needed; too_large (memory); internal.
[[nodiscard]] Result<vips::Image> resize(const vips::Image& image, PictureSize size);

}  // namespace audmg::media

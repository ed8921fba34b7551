// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/vips/image.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace audmg::vips {

/// Kinds of pixels whose samples are colours of 8 bits, side by side.
enum class PixelKind : std::uint8_t { grey, grey_alpha, rgb, rgb_alpha };

/// Returns nothing for all others: CMYK, more bits, floating point.
[[nodiscard]] std::optional<PixelKind> pixel_kind(const Image& image) noexcept;

/// Returns the samples, row by row, of an image in memory whose pixel_kind() is known. Valid as
/// long as the image. Errors: as to_memory().
[[nodiscard]] Result<std::span<const std::uint8_t>> samples(const Image& image);

/// As pixel_kind(), for samples of 16 bits.
[[nodiscard]] std::optional<PixelKind> wide_pixel_kind(const Image& image) noexcept;

/// An image in memory that equals another in everything but its size and its samples, which the
/// caller writes.
struct NewImage {
  Image image;
  std::span<std::uint8_t> samples;  ///< valid as long as the image
};
/// Errors: as to_memory().
[[nodiscard]] Result<NewImage> new_like(const Image& image, std::uint32_t width,
                                        std::uint32_t height);

}  // namespace audmg::vips

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace audmg::zimg {

/// Meaning of the bytes of one pixel.
enum class Bands : std::uint8_t { grey, grey_alpha, rgb, rgb_alpha };

[[nodiscard]] std::size_t count(Bands bands) noexcept;

/// 8-bit samples, row by row without gaps, the bands of a pixel side by side.
template <class Byte>
struct Raster {
  std::span<Byte> bytes;     ///< width * height * count(bands)
  std::uint32_t width = 0;   ///< pixels
  std::uint32_t height = 0;  ///< pixels
};

/// Size in pixels of the source area that the target shows, from the upper left corner; a part of
/// the last column and row may be left out.
struct ShownSize {
  double width = 0;
  double height = 0;
};

/// Scales `source` to the size of `target` with a Lanczos filter of three lobes; the colour of
/// transparent pixels does not bleed into others. Preconditions: no side is 0, and the spans are as
/// long as Raster says. Errors: too_large (memory), internal.
[[nodiscard]] Result<void> resize(const Raster<const std::uint8_t>& source, ShownSize shown,
                                  const Raster<std::uint8_t>& target, Bands bands);

}  // namespace audmg::zimg

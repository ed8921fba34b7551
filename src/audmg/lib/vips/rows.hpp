// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/vips/image.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

namespace audmg::vips {

struct RowLayout {
  std::uint32_t width = 0;                 ///< pixels
  std::uint32_t height = 0;                ///< pixels
  int bands = 3;                           ///< 3: sRGB; 4: with straight alpha
  bool is_wide = false;                    ///< samples have 16 bits, not 8
  std::span<const std::byte> icc_profile;  ///< copied; empty means sRGB
};

/// Writes all samples of a row, counted from the top; those of 16 bits are aligned. Returns false
/// if they cannot be had, and throws std::bad_alloc for want of memory. May be called for the same
/// row again, and from a thread of libvips.
using RowSource = std::function<bool(std::uint32_t row, std::span<std::uint8_t> into)>;

/// Returns an image whose rows are asked for when they are needed; `rows` lives as long as it. A
/// row that cannot be had makes whatever needs it fail with invalid_argument. Errors: too_large (a
/// side over what libvips can count), internal.
[[nodiscard]] Result<Image> image_of_rows(const RowLayout& layout, RowSource rows);

}  // namespace audmg::vips

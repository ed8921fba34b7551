// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/vips/image.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace audmg::vips {

/// Turns pixels of 1 to 4 samples side by side (grey or colour, with or without alpha) into 8-bit
/// sRGB with 3 samples, or 4 with alpha. Must be thread-safe.
class PixelConversion {
 public:
  PixelConversion() = default;
  PixelConversion(const PixelConversion&) = delete;
  PixelConversion& operator=(const PixelConversion&) = delete;
  virtual ~PixelConversion() = default;

  virtual void convert(std::span<const std::uint8_t> source, std::size_t bands,
                       std::span<std::uint8_t> target) const = 0;
  virtual void convert(std::span<const std::uint16_t> source, std::size_t bands,
                       std::span<std::uint8_t> target) const = 0;
};

/// Converts all pixels, as a pipeline without an ICC profile. Returns the image itself if its
/// samples have neither 8 nor 16 bits, or other bands. Errors: as to_memory().
[[nodiscard]] Result<Image> convert(const Image& image,
                                    std::shared_ptr<const PixelConversion> conversion);

}  // namespace audmg::vips

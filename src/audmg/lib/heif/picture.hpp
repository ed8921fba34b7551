// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/heif/ycbcr.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace audmg::heif {

/// Number of samples of chroma: one for each pixel, for two side by side, for four in a square, or
/// none at all.
enum class Chroma : std::uint8_t { full, half, quarter, none };

/// The samples that a decoder leaves in memory. Those of more than 8 bits have two bytes, the lower
/// one first.
struct Planes {
  struct Plane {
    const std::uint8_t* samples = nullptr;
    std::size_t stride = 0;  ///< bytes
  };

  std::uint32_t width = 0;   ///< pixels
  std::uint32_t height = 0;  ///< pixels
  Chroma chroma = Chroma::quarter;
  YcbcrCoding coding{};
  std::array<Plane, 3> planes{};  ///< luma, Cb, Cr
};

/// One decoded picture, in the planes that the decoder made. Copies share them.
class Picture {
 public:
  /// `owner` keeps the planes alive, each of which is as large as `planes` says.
  Picture(const Planes& planes, std::shared_ptr<const void> owner);

  [[nodiscard]] std::uint32_t width() const noexcept { return planes_.width; }    ///< pixels
  [[nodiscard]] std::uint32_t height() const noexcept { return planes_.height; }  ///< pixels

  /// Writes red, green and blue of the first pixels of a row, in 8 or 16 bits, whatever the picture
  /// has. Preconditions: row < height(), and `into` has 3 samples for each of at most width()
  /// pixels.
  void read_row(std::uint32_t row, std::span<std::uint8_t> into) const;
  void read_row(std::uint32_t row, std::span<std::uint16_t> into) const;

 private:
  template <class Sample, class Out>
  void convert_row(const YcbcrConversion& conversion, std::uint32_t row, std::span<Out> into) const;

  Planes planes_;
  std::shared_ptr<const void> owner_;
  YcbcrConversion to_8_bits_;
  YcbcrConversion to_16_bits_;
};

}  // namespace audmg::heif

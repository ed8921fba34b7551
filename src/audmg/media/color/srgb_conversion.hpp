// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/color/color_coding.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace audmg::media {

/// Turns samples of one coding into 8-bit sRGB, by tables, because pictures have many pixels.
/// Colours outside sRGB are cut off at its border, and high dynamic range is compressed by the
/// reference white tone mapping of SMPTE ST 2094-50, as browsers do it for displays without any
/// (docs/adr/0022).
class SrgbConversion {
 public:
  explicit SrgbConversion(const ColorCoding& coding);

  /// Converts pixels of `bands` samples side by side: 1 (grey), 2 (grey, alpha), 3 (red, green,
  /// blue) or 4 (and alpha). Preconditions: `source` has a multiple of `bands` samples, and
  /// `target` room for 3 bytes for each pixel, or 4 if it has alpha. Samples of 16 bits use the
  /// whole range.
  void convert(std::span<const std::uint8_t> source, std::size_t bands,
               std::span<std::uint8_t> target) const;
  void convert(std::span<const std::uint16_t> source, std::size_t bands,
               std::span<std::uint8_t> target) const;

 private:
  struct Color {
    float red = 0;
    float green = 0;
    float blue = 0;
  };
  using FloatMatrix = std::array<std::array<float, 3>, 3>;

  template <class Sample>
  void convert_each(std::span<const Sample> source, std::size_t bands,
                    std::span<std::uint8_t> target) const;
  [[nodiscard]] static Color multiply(const FloatMatrix& matrix, const Color& color);
  [[nodiscard]] Color compress(const Color& color) const;
  [[nodiscard]] float tone_mapped(float light) const;
  [[nodiscard]] std::uint8_t encode(float light) const;

  /// Light for each 12-bit sample; 1 is the white of a display without high dynamic range.
  std::vector<float> light_;
  /// Samples for light from 0 to 1 in equal steps.
  std::vector<std::uint8_t> srgb_;
  /// HLG's factor from the scene to the display, for each luminance from 0 to 1; else empty.
  std::vector<float> system_gamma_;
  bool is_compressed_;
  /// Peak of what the picture has, as light_ counts.
  float peak_;
  /// Light that reference white becomes, from 0.5 for the usual peak to 1.
  float white_;
  /// To BT.2020 for pictures of high dynamic range, else to sRGB.
  FloatMatrix to_working_{};
  FloatMatrix to_srgb_{};
};

}  // namespace audmg::media

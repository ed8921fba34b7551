// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstdint>

namespace audmg::heif {

/// The way in which luma and chroma were made of red, green and blue (ITU-T H.273).
struct YcbcrCoding {
  unsigned matrix = 2;  ///< MatrixCoefficients; 2: not told
  bool is_full_range = true;
  unsigned bits = 8;  ///< of a sample, 8 to 16
};

/// Converts luma and chroma back, in whole numbers. A matrix that no still picture uses counts as
/// that of BT.601, the default of JPEG and of libheif.
class YcbcrConversion {
 public:
  YcbcrConversion() : YcbcrConversion(YcbcrCoding{}, 8) {}
  /// `out_bits`: 8 or 16.
  YcbcrConversion(const YcbcrCoding& coding, unsigned out_bits);

  struct Rgb {
    std::uint16_t red = 0;
    std::uint16_t green = 0;
    std::uint16_t blue = 0;
  };
  /// The part that a sample of chroma adds to the colours of all pixels that share it.
  struct Share {
    std::int64_t red = 0;
    std::int64_t green = 0;
    std::int64_t blue = 0;
  };
  [[nodiscard]] Share share(unsigned cb, unsigned cr) const {
    const std::int64_t u = cb - chroma_offset_;
    const std::int64_t v = cr - chroma_offset_;
    return {red_.cb * u + red_.cr * v, green_.cb * u + green_.cr * v, blue_.cb * u + blue_.cr * v};
  }
  [[nodiscard]] Rgb color(unsigned luma, const Share& share) const {
    const std::int64_t y = (luma - luma_offset_) * luma_scale_ + kHalf;
    return {limited(y + share.red), limited(y + share.green), limited(y + share.blue)};
  }
  /// Returns whether the planes are green, blue and red, for which rgb() is.
  [[nodiscard]] bool is_rgb() const { return is_rgb_; }
  [[nodiscard]] Rgb rgb(unsigned green, unsigned blue, unsigned red) const {
    return {scaled(red), scaled(green), scaled(blue)};
  }
  /// Converts a picture that has no chroma.
  [[nodiscard]] Rgb grey(unsigned luma) const {
    const std::uint16_t sample = scaled(luma);
    return {sample, sample, sample};
  }

 private:
  static constexpr unsigned kFraction = 20;  ///< bits behind the point
  static constexpr std::int64_t kHalf = std::int64_t{1} << (kFraction - 1);

  struct Weights {
    std::int64_t cb = 0;
    std::int64_t cr = 0;
  };

  [[nodiscard]] std::uint16_t scaled(unsigned sample) const {
    return limited((sample - luma_offset_) * luma_scale_ + kHalf);
  }
  [[nodiscard]] std::uint16_t limited(std::int64_t sample) const {
    sample >>= kFraction;
    return static_cast<std::uint16_t>(sample < 0 ? 0 : sample > most_ ? most_ : sample);
  }

  bool is_rgb_ = false;
  std::int64_t luma_offset_ = 0;
  std::int64_t luma_scale_ = 0;
  std::int64_t chroma_offset_ = 0;
  std::int64_t most_ = 0;
  Weights red_{};
  Weights green_{};
  Weights blue_{};
};

}  // namespace audmg::heif

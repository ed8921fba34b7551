// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/heif/ycbcr.hpp"

#include <cmath>

namespace audmg::heif {
namespace {

// MatrixCoefficients of ITU-T H.273 table 4.
constexpr unsigned kRgb = 0;
constexpr unsigned kYcgco = 8;

/// Shares of red and blue in luma.
struct Shares {
  double red = 0;
  double blue = 0;
};

Shares shares_of(unsigned matrix) {
  switch (matrix) {
    case 1:   // BT.709
    case 12:  // by the primaries, which are those of BT.709 in nearly all files that have it
      return {0.2126, 0.0722};
    case 4:  // FCC
      return {0.30, 0.11};
    case 7:  // SMPTE 240
      return {0.212, 0.087};
    case 9:  // BT.2020
    case 10:
      return {0.2627, 0.0593};
    default:  // BT.601
      return {0.299, 0.114};
  }
}

/// What a full swing of chroma, from -0.5 to 0.5, adds to each colour.
struct Swings {
  double red_cb = 0;
  double red_cr = 0;
  double green_cb = 0;
  double green_cr = 0;
  double blue_cb = 0;
  double blue_cr = 0;
};

Swings swings_of(unsigned matrix) {
  if (matrix == kYcgco) return {-1, 1, 1, 0, -1, -1};
  const Shares shares = shares_of(matrix);
  const double green = 1 - shares.red - shares.blue;
  const double red_cr = 2 * (1 - shares.red);
  const double blue_cb = 2 * (1 - shares.blue);
  return {0, red_cr, -blue_cb * shares.blue / green, -red_cr * shares.red / green, blue_cb, 0};
}

}  // namespace

YcbcrConversion::YcbcrConversion(const YcbcrCoding& coding, unsigned out_bits) {
  const double step = std::exp2(coding.bits - 8.0);
  const double full = std::exp2(coding.bits) - 1;
  const double out = std::exp2(out_bits) - 1;
  const double one = std::exp2(kFraction);
  // Limited range: H.273 section 8.3, with black at 16 and white at 235 of 8 bits.
  const double luma_range = coding.is_full_range ? full : 219 * step;
  const double chroma_range = coding.is_full_range ? full : 224 * step;
  const auto fixed = [&](double swing) {
    return static_cast<std::int64_t>(std::llround(swing * out / chroma_range * one));
  };
  is_rgb_ = coding.matrix == kRgb;
  most_ = static_cast<std::int64_t>(out);
  luma_offset_ = coding.is_full_range ? 0 : static_cast<std::int64_t>(16 * step);
  luma_scale_ = static_cast<std::int64_t>(std::llround(out / luma_range * one));
  chroma_offset_ = static_cast<std::int64_t>(128 * step);
  const Swings swings = swings_of(coding.matrix);
  red_ = {fixed(swings.red_cb), fixed(swings.red_cr)};
  green_ = {fixed(swings.green_cb), fixed(swings.green_cr)};
  blue_ = {fixed(swings.blue_cb), fixed(swings.blue_cr)};
}

}  // namespace audmg::heif

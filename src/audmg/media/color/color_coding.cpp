// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/color/color_coding.hpp"

#include <cmath>

namespace audmg::media {
namespace {

constexpr Chromaticity kD65{0.3127, 0.3290};
constexpr Chromaticity kIlluminantC{0.310, 0.316};

// ITU-T H.273 table 2; 1 is BT.709, the default.
Primaries primaries_of(unsigned code) {
  switch (code) {
    case 4:  // BT.470 System M
      return {{0.67, 0.33}, {0.21, 0.71}, {0.14, 0.08}, kIlluminantC};
    case 5:  // BT.470 System B, G
      return {{0.64, 0.33}, {0.29, 0.60}, {0.15, 0.06}, kD65};
    case 6:  // BT.601 with 525 lines
    case 7:  // SMPTE 240
      return {{0.630, 0.340}, {0.310, 0.595}, {0.155, 0.070}, kD65};
    case 8:  // generic film
      return {{0.681, 0.319}, {0.243, 0.692}, {0.145, 0.049}, kIlluminantC};
    case 9:  // BT.2020, BT.2100
      return {{0.708, 0.292}, {0.170, 0.797}, {0.131, 0.046}, kD65};
    case 10:  // CIE 1931 XYZ
      return {{1, 0}, {0, 1}, {0, 0}, {1.0 / 3, 1.0 / 3}};
    case 11:  // DCI P3
      return {{0.680, 0.320}, {0.265, 0.690}, {0.150, 0.060}, {0.314, 0.351}};
    case 12:  // Display P3
      return {{0.680, 0.320}, {0.265, 0.690}, {0.150, 0.060}, kD65};
    case 22:  // EBU Tech 3213
      return {{0.630, 0.340}, {0.295, 0.605}, {0.155, 0.077}, kD65};
    default:
      return {};
  }
}

}  // namespace

// ITU-T H.273 table 3.
ColorCoding coding_of_code_points(unsigned primaries, unsigned transfer) {
  ColorCoding coding{.primaries = primaries_of(primaries)};
  switch (transfer) {
    case 1:   // BT.709
    case 6:   // BT.601
    case 11:  // IEC 61966-2-4
    case 12:  // BT.1361
    case 14:  // BT.2020 with 10 bits
    case 15:  // BT.2020 with 12 bits
      coding.transfer = Transfer::power;
      coding.exponent = 2.4;
      break;
    case 4:
      coding.transfer = Transfer::power;
      coding.exponent = 2.2;
      break;
    case 5:
      coding.transfer = Transfer::power;
      coding.exponent = 2.8;
      break;
    case 7:
      coding.transfer = Transfer::smpte240;
      break;
    case 8:
      coding.transfer = Transfer::power;
      coding.exponent = 1;
      break;
    case 16:
      coding.transfer = Transfer::pq;
      break;
    case 17:
      coding.transfer = Transfer::smpte428;
      break;
    case 18:
      coding.transfer = Transfer::hlg;
      break;
    default:
      break;
  }
  return coding;
}

bool is_srgb(const ColorCoding& coding) {
  // Far below what eight bits can show; files round chromaticities to five digits or fewer.
  constexpr double kTolerance = 0.002;
  const auto is_near = [](const Chromaticity& a, const Chromaticity& b) {
    return std::abs(a.x - b.x) <= kTolerance && std::abs(a.y - b.y) <= kTolerance;
  };
  const Primaries& seen = coding.primaries;
  const Primaries ours;
  return coding.transfer == Transfer::srgb && coding.is_full_range && is_near(seen.red, ours.red) &&
         is_near(seen.green, ours.green) && is_near(seen.blue, ours.blue) &&
         is_near(seen.white, ours.white);
}

}  // namespace audmg::media

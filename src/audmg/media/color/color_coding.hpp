// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstdint>

namespace audmg::media {

/// A point of the CIE 1931 chromaticity diagram.
struct Chromaticity {
  double x = 0;
  double y = 0;

  [[nodiscard]] bool operator==(const Chromaticity&) const = default;
};

/// The colours of pure red, green, blue and white light.
struct Primaries {
  Chromaticity red{0.640, 0.330};
  Chromaticity green{0.300, 0.600};
  Chromaticity blue{0.150, 0.060};
  Chromaticity white{0.3127, 0.3290};

  [[nodiscard]] bool operator==(const Primaries&) const = default;
};

/// The curve by which light was made into a sample.
enum class Transfer : std::uint8_t {
  srgb,
  power,  ///< a pure power of the sample: ColorCoding::exponent
  smpte240,
  smpte428,
  pq,   ///< SMPTE ST 2084: samples stand for absolute luminance, up to 10,000 cd/m2
  hlg,  ///< ARIB STD-B67: samples stand for the light of the scene
};

/// The meaning of red, green and blue samples, for pictures that do not say it by an ICC profile.
/// The default is sRGB.
struct ColorCoding {
  Primaries primaries{};
  Transfer transfer = Transfer::srgb;
  /// Light is the sample to this power; only for Transfer::power.
  double exponent = 1;
  /// True if samples use all values; false if black is 16/255 and white 235/255.
  bool is_full_range = true;
  /// Luminance of the brightest pixel in cd/m2, as the file says it; 0 when it does not.
  double peak_luminance = 0;
};

/// Returns the coding for two code points of ITU-T H.273 (tables 2 and 3). Reserved and unspecified
/// ones mean sRGB, as MIAF (ISO/IEC 23000-22) has it; so do the logarithmic curves, which no still
/// picture uses. The curves of television cameras are undone as television sets do it, by a power
/// of 2.4 (ITU-R BT.1886).
[[nodiscard]] ColorCoding coding_of_code_points(unsigned primaries, unsigned transfer);

/// Returns whether samples of that coding are sRGB already, except for differences that nobody
/// sees.
[[nodiscard]] bool is_srgb(const ColorCoding& coding);

[[nodiscard]] constexpr bool is_high_dynamic_range(const ColorCoding& coding) {
  return coding.transfer == Transfer::pq || coding.transfer == Transfer::hlg;
}

}  // namespace audmg::media

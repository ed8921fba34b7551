// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/color/color_coding.hpp"
#include "audmg/media/types/byte_window.hpp"

#include <cstddef>
#include <optional>
#include <span>

// Descriptions of colours that files have besides, or instead of, an ICC profile. Each function
// reads a bounded number of bytes at bounded places and never fails: what is missing, damaged or
// beyond the window's budget is nullopt.
namespace audmg::media {

/// Colours that the chunks of a PNG file describe (PNG, third edition, section 11.3.2).
struct PngColor {
  /// cICP, which wins over an ICC profile.
  std::optional<ColorCoding> code_points;
  /// gAMA and cHRM, for pictures that have neither an ICC profile nor cICP nor sRGB.
  std::optional<ColorCoding> measured;
};
[[nodiscard]] PngColor png_color(ByteWindow& bytes);

/// Returns the coding of the primary picture of a HEIC or AVIF file by its nclx box
/// (ISO/IEC 14496-12 section 12.1.5): its own one, or that of the first picture it is composed of.
/// An ICC profile wins over it.
[[nodiscard]] std::optional<ColorCoding> heif_color(ByteWindow& bytes);

/// Returns the coding that the cicp tag of an ICC profile (ICC.1:2022 section 9.2.17) gives when it
/// is one of high dynamic range, whose other tags describe only somebody's idea of a tone mapping.
[[nodiscard]] std::optional<ColorCoding> icc_color(std::span<const std::byte> profile);

}  // namespace audmg::media

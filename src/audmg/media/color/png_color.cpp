// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/color/find_color.hpp"

namespace audmg::media {
namespace {

constexpr std::uint64_t kSignatureBytes = 8;
constexpr int kMaxChunks = 2000;
constexpr double kLuminanceUnit = 0.0001;  // cd/m2
constexpr double kFraction = 100'000;      // of gAMA and cHRM

// Chunks before the pixels, by the offsets of their bodies; 0 when the file has none.
struct Chunks {
  std::uint64_t code_points = 0;
  std::uint64_t content_light = 0;
  std::uint64_t mastering_display = 0;
  std::uint64_t gamma = 0;
  std::uint64_t chromaticities = 0;
  bool has_srgb = false;
};

Chunks read_chunks(ByteWindow& bytes) {
  Chunks chunks;
  std::uint64_t offset = kSignatureBytes;
  for (int chunk = 0; chunk < kMaxChunks && bytes.has(offset, 12); ++chunk) {
    const std::uint64_t length = bytes.be32(offset);
    const std::uint64_t type = offset + 4;
    const std::uint64_t body = offset + 8;
    if (!bytes.has(body, length) || bytes.is_at(type, "IDAT")) break;
    if (bytes.is_at(type, "cICP") && length == 4) chunks.code_points = body;
    if (bytes.is_at(type, "cLLI") && length == 8) chunks.content_light = body;
    if (bytes.is_at(type, "mDCV") && length == 24) chunks.mastering_display = body;
    if (bytes.is_at(type, "gAMA") && length == 4) chunks.gamma = body;
    if (bytes.is_at(type, "cHRM") && length == 32) chunks.chromaticities = body;
    if (bytes.is_at(type, "sRGB")) chunks.has_srgb = true;
    offset = body + length + 4;
  }
  return chunks;
}

Chromaticity read_point(ByteWindow& bytes, std::uint64_t offset) {
  return {bytes.be32(offset) / kFraction, bytes.be32(offset + 4) / kFraction};
}

// Returns whether a matrix can be made of it: no damaged or mischievous numbers.
bool is_sensible(const Primaries& primaries) {
  for (const Chromaticity& point :
       {primaries.red, primaries.green, primaries.blue, primaries.white}) {
    if (point.x < 0 || point.x > 1 || point.y < 0 || point.y > 1) return false;
  }
  const auto& [red, green, blue, white] = primaries;
  const double area = (green.x - red.x) * (blue.y - red.y) - (blue.x - red.x) * (green.y - red.y);
  constexpr double kLeastArea = 0.01;
  constexpr double kLeastWhite = 0.1;
  return (area > kLeastArea || area < -kLeastArea) && white.x > kLeastWhite &&
         white.y > kLeastWhite;
}

double peak_luminance(ByteWindow& bytes, const Chunks& chunks) {
  if (chunks.content_light != 0) {
    if (const auto peak = bytes.be32(chunks.content_light); peak != 0) return peak * kLuminanceUnit;
  }
  constexpr std::uint64_t kMaximumPlace = 16;
  if (chunks.mastering_display != 0) {
    return bytes.be32(chunks.mastering_display + kMaximumPlace) * kLuminanceUnit;
  }
  return 0;
}

std::optional<ColorCoding> measured_color(ByteWindow& bytes, const Chunks& chunks) {
  constexpr std::uint32_t kLeastGamma = 10'000;
  constexpr std::uint32_t kMostGamma = 1'000'000;
  if (chunks.has_srgb || chunks.gamma == 0) return std::nullopt;
  const std::uint32_t gamma = bytes.be32(chunks.gamma);
  if (gamma < kLeastGamma || gamma > kMostGamma) return std::nullopt;
  ColorCoding coding{.transfer = Transfer::power, .exponent = kFraction / gamma};
  // Nearly all files that say 1/2.2 are sRGB and mean it.
  constexpr std::uint32_t kGammaOfSrgb = 45'455;
  if (gamma == kGammaOfSrgb) coding.transfer = Transfer::srgb;
  if (chunks.chromaticities != 0) {
    const std::uint64_t body = chunks.chromaticities;
    const Primaries primaries{read_point(bytes, body + 8), read_point(bytes, body + 16),
                              read_point(bytes, body + 24), read_point(bytes, body)};
    if (is_sensible(primaries)) coding.primaries = primaries;
  }
  return coding;
}

}  // namespace

PngColor png_color(ByteWindow& bytes) {
  const Chunks chunks = read_chunks(bytes);
  PngColor color;
  if (chunks.code_points != 0) {
    const std::uint64_t body = chunks.code_points;
    // The matrix must be 0: PNG stores no luma and chroma.
    if (bytes.u8(body + 2) == 0) {
      color.code_points = coding_of_code_points(bytes.u8(body), bytes.u8(body + 1));
      color.code_points->is_full_range = bytes.u8(body + 3) != 0;
      color.code_points->peak_luminance = peak_luminance(bytes, chunks);
    }
  }
  color.measured = measured_color(bytes, chunks);
  if (bytes.error() || bytes.spent()) return {};
  return color;
}

}  // namespace audmg::media

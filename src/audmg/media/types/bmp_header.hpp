// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>

namespace audmg::media {

/// Bytes from the start of a BMP file that parse_bmp_header() needs: both headers and the masks.
inline constexpr std::size_t kBmpHeaderBytes = 14 + 124 + 16;

enum class BmpCoding : std::uint8_t { plain, rle8, rle4 };

/// The headers of a Windows or OS/2 bitmap; every combination that they cannot mean has
/// been refused.
struct BmpHeader {
  std::uint32_t width = 0;   ///< pixels, 1 to 2^31 - 1
  std::uint32_t height = 0;  ///< pixels, 1 to 2^31 - 1
  bool is_top_down = false;  ///< else the first row of the file is the lowest one
  std::uint16_t bits = 0;    ///< for one pixel: 1, 2, 4, 8, 16, 24, 32
  BmpCoding coding = BmpCoding::plain;
  /// Red, green, blue and alpha, for 16 and 32 bits; each contiguous, 0 when the channel is
  /// missing.
  std::array<std::uint32_t, 4> masks{};
  std::uint64_t palette_offset = 0;
  std::uint32_t palette_entries = 0;      ///< 0 to 256; 0 for 16 and more bits
  std::uint32_t palette_entry_bytes = 4;  ///< 3 or 4: blue, green, red and perhaps a fourth byte
  std::uint64_t pixels_offset = 0;
  std::uint64_t profile_offset = 0;  ///< of an embedded ICC profile
  std::uint32_t profile_bytes = 0;   ///< 0 when there is none

  /// Bytes of one row that is not compressed, with its padding, and without it.
  [[nodiscard]] std::uint64_t row_stride() const { return (row_bits() + 31) / 32 * 4; }
  [[nodiscard]] std::uint64_t row_bytes() const { return (row_bits() + 7) / 8; }

 private:
  [[nodiscard]] std::uint64_t row_bits() const { return std::uint64_t{width} * bits; }
};

enum class BmpFlaw : std::uint8_t {
  cut,        ///< the headers are not all there
  damaged,    ///< they contradict themselves
  embedded,   ///< the pixels are a whole JPEG or PNG file, as only printers take them
  fax_coded,  ///< OS/2's Huffman code, or its RLE with 24 bits
};

/// Reads the headers (BITMAPCOREHEADER to BITMAPV5HEADER, and those of OS/2) from the first
/// kBmpHeaderBytes of a file, or from all of a shorter one. Never fails otherwise, whatever the
/// bytes.
[[nodiscard]] std::expected<BmpHeader, BmpFlaw> parse_bmp_header(std::span<const std::byte> head);

}  // namespace audmg::media

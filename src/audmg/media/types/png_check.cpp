// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/ascii.hpp"
#include "audmg/media/types/container_checks.hpp"
#include "audmg/media/types/formats.hpp"

#include <algorithm>

namespace audmg::media {
namespace {

constexpr std::uint32_t kMaxPngNumber = 0x7FFF'FFFF;  // PNG (third edition) section 7.1

// CRC-32 of PNG annex D, computed bitwise because it covers only the 17 bytes of IHDR.
std::uint32_t crc_of(ByteWindow& bytes, std::uint64_t offset, std::uint64_t count) {
  std::uint32_t crc = 0xFFFF'FFFF;
  for (std::uint64_t i = 0; i < count; ++i) {
    crc ^= bytes.u8(offset + i);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB8'8320 : 0);
  }
  return ~crc;
}

// Table 11.1 of the specification.
bool is_allowed_depth(std::uint8_t colour_type, std::uint8_t depth) {
  switch (colour_type) {
    case 0:
      return depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
    case 3:
      return depth == 1 || depth == 2 || depth == 4 || depth == 8;
    case 2:
    case 4:
    case 6:
      return depth == 8 || depth == 16;
    default:
      return false;
  }
}

bool is_sound_header(ByteWindow& bytes) {
  const std::uint32_t width = bytes.be32(16);
  const std::uint32_t height = bytes.be32(20);
  return bytes.be32(8) == 13 && bytes.is_at(12, "IHDR") && width >= 1 && width <= kMaxPngNumber &&
         height >= 1 && height <= kMaxPngNumber && is_allowed_depth(bytes.u8(25), bytes.u8(24)) &&
         bytes.u8(26) == 0 && bytes.u8(27) == 0 && bytes.u8(28) <= 1 &&
         crc_of(bytes, 12, 17) == bytes.be32(29);
}

bool is_chunk_type(ByteWindow& bytes, std::uint64_t offset) {
  for (std::uint64_t i = 0; i < 4; ++i) {
    if (!is_alpha(static_cast<char>(bytes.u8(offset + i)))) return false;
  }
  return true;
}

}  // namespace

Verdict check_png(ByteWindow& bytes) {
  constexpr int kMaxChunks = 2000;
  constexpr std::uint64_t kHeaderEnd = 33;
  constexpr std::uint64_t kChecksum = 4;
  constexpr std::uint64_t kLeastPixelBytes = 16;  // of the compressed data; less shows nothing
  constexpr std::uint8_t kIndexedColour = 3;
  if (!bytes.has(0, kHeaderEnd)) return truncated(Format::png);
  if (!is_sound_header(bytes)) return damaged(Format::png);
  bool needs_palette = bytes.u8(25) == kIndexedColour;
  std::uint64_t offset = kHeaderEnd;
  for (int chunk = 0; chunk < kMaxChunks; ++chunk) {
    if (!bytes.has(offset, 8)) return truncated(Format::png);
    const std::uint64_t length = bytes.be32(offset);
    if (length > kMaxPngNumber || !is_chunk_type(bytes, offset + 4)) return damaged(Format::png);
    const bool is_pixels = bytes.is_at(offset + 4, "IDAT");
    // A picture that was cut shows its beginning.
    const std::uint64_t needed =
        is_pixels ? std::min(length, kLeastPixelBytes) : length + kChecksum;
    if (!bytes.has(offset + 8, needed)) return truncated(Format::png);
    if (is_pixels) {
      // An empty IDAT is allowed as long as another follows.
      if (needs_palette) return damaged(Format::png);
      if (length > 0) return accepted(Format::png);
    } else if (bytes.is_at(offset + 4, "PLTE")) {
      if (length == 0 || length > 768 || length % 3 != 0) return damaged(Format::png);
      needs_palette = false;
    } else if (bytes.is_at(offset + 4, "IHDR") || bytes.is_at(offset + 4, "IEND")) {
      return damaged(Format::png);
    }
    offset += 8 + length + kChecksum;
  }
  return damaged(Format::png);
}

}  // namespace audmg::media

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/container_checks.hpp"
#include "audmg/media/types/formats.hpp"

namespace audmg::media {
namespace {

constexpr std::uint8_t kTem = 0x01;
constexpr std::uint8_t kRst0 = 0xD0;
constexpr std::uint8_t kRst7 = 0xD7;
constexpr std::uint8_t kSoi = 0xD8;
constexpr std::uint8_t kEoi = 0xD9;
constexpr std::uint8_t kSos = 0xDA;

// Frame headers are C0..CF without DHT (C4), JPG (C8) and DAC (CC): ITU-T T.81 table B.1.
bool is_frame_header(std::uint8_t marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

// T.81 B.2.2: length, precision, lines, samples per line, components.
bool is_sound_frame(ByteWindow& bytes, std::uint64_t segment, std::uint16_t length) {
  if (length < 8) return false;
  const std::uint8_t precision = bytes.u8(segment + 2);
  const std::uint8_t components = bytes.u8(segment + 7);
  return precision >= 2 && precision <= 16 && bytes.be16(segment + 3) != 0 &&
         bytes.be16(segment + 5) != 0 && components >= 1 && components <= 4 &&
         length == 8 + 3 * components;
}

/// Returns the offset of the next marker's code, from where a marker is due on; 0 when the file
/// ends before one, or has too many other bytes first. Any number of fill bytes FF may precede it
/// (B.1.1.2). Decoders also skip what some cameras leave there: stray bytes and stuffed zeros.
std::uint64_t find_marker(ByteWindow& bytes, std::uint64_t offset, std::uint64_t& skips_left) {
  for (; bytes.has(offset, 2) && skips_left > 0; ++offset, --skips_left) {
    const std::uint8_t code = bytes.u8(offset + 1);
    if (bytes.u8(offset) == 0xFF && code != 0xFF && code != 0x00) return offset + 1;
  }
  return 0;
}

}  // namespace

Verdict check_jpeg(ByteWindow& bytes) {
  constexpr int kMaxSegments = 2000;
  std::uint64_t skips_left = 16'384;  // fill bytes and stray bytes of the whole file
  bool has_frame = false;
  std::uint64_t offset = 2;  // behind SOI
  for (int segment = 0; segment < kMaxSegments; ++segment) {
    const std::uint64_t code_offset = find_marker(bytes, offset, skips_left);
    if (code_offset == 0) {
      return skips_left > 0 ? truncated(Format::jpeg) : damaged(Format::jpeg);
    }
    const std::uint8_t marker = bytes.u8(code_offset);
    offset = code_offset + 1;
    if (marker == kTem || (marker >= kRst0 && marker <= kRst7)) continue;  // without a body
    if (marker == kSoi || marker == kEoi) return damaged(Format::jpeg);
    if (!bytes.has(offset, 2)) return truncated(Format::jpeg);
    const std::uint16_t length = bytes.be16(offset);
    if (length < 2) return damaged(Format::jpeg);
    if (!bytes.has(offset, length)) return truncated(Format::jpeg);
    if (is_frame_header(marker)) {
      if (has_frame || !is_sound_frame(bytes, offset, length)) return damaged(Format::jpeg);
      has_frame = true;
    }
    if (marker == kSos) {
      const std::uint8_t components = bytes.u8(offset + 2);
      if (!has_frame || components < 1 || components > 4 || length != 6 + 2 * components) {
        return damaged(Format::jpeg);
      }
      if (!bytes.has(offset + length, 1)) return truncated(Format::jpeg);
      return accepted(Format::jpeg);
    }
    offset += length;
  }
  return damaged(Format::jpeg);
}

}  // namespace audmg::media

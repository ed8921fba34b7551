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

}  // namespace

Verdict check_jpeg(ByteWindow& bytes) {
  constexpr int kMaxSegments = 2000;
  constexpr int kMaxFillBytes = 4096;
  bool has_frame = false;
  std::uint64_t offset = 2;  // behind SOI
  int fill_bytes = 0;
  for (int segment = 0; segment < kMaxSegments;) {
    if (!bytes.has(offset, 2)) return truncated(Format::jpeg);
    if (bytes.u8(offset) != 0xFF) return damaged(Format::jpeg);
    const std::uint8_t marker = bytes.u8(offset + 1);
    if (marker == 0xFF) {  // any number of fill bytes may precede a marker (B.1.1.2)
      if (++fill_bytes > kMaxFillBytes) return damaged(Format::jpeg);
      ++offset;
      continue;
    }
    ++segment;
    offset += 2;
    if (marker == kTem || (marker >= kRst0 && marker <= kRst7)) continue;  // without a body
    if (marker == 0x00 || marker == kSoi || marker == kEoi) return damaged(Format::jpeg);
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

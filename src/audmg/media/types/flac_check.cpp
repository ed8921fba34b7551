// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/container_checks.hpp"
#include "audmg/media/types/formats.hpp"

namespace audmg::media {
namespace {

// RFC 9639 section 8.2.
bool is_sound_stream_info(ByteWindow& bytes, std::uint64_t body) {
  const std::uint16_t min_block = bytes.be16(body);
  const std::uint16_t max_block = bytes.be16(body + 2);
  const std::uint64_t packed = bytes.be64(body + 10);
  const std::uint64_t sample_rate = packed >> 44;
  const std::uint64_t bits_per_sample = ((packed >> 36) & 31) + 1;
  return min_block >= 16 && min_block <= max_block && sample_rate != 0 && bits_per_sample >= 4;
}

// CRC-8 with polynomial 07 (RFC 9639 section 9.1.8).
std::uint8_t crc_of(ByteWindow& bytes, std::uint64_t offset, std::uint64_t count) {
  unsigned crc = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    crc ^= bytes.u8(offset + i);
    for (int bit = 0; bit < 8; ++bit) crc = (crc << 1) ^ ((crc & 0x80) != 0 ? 0x107U : 0U);
  }
  return static_cast<std::uint8_t>(crc);
}

// RFC 9639 section 9.1: 15 bits of sync, codes for block size, rate, channels and bits, a number
// coded like UTF-8, the sizes that the codes leave open, and a checksum of these bytes.
bool is_frame_header(ByteWindow& bytes, std::uint64_t offset) {
  if (!bytes.has(offset, 6) || bytes.be16(offset) >> 1 != 0x7FFC) return false;
  const std::uint8_t sizes = bytes.u8(offset + 2);
  const std::uint8_t shape = bytes.u8(offset + 3);
  const unsigned block_code = sizes >> 4;
  const unsigned rate_code = sizes & 15;
  if (block_code == 0 || rate_code == 15 || shape >> 4 > 10 || (shape & 1) != 0) return false;
  std::uint64_t length = 5;
  const std::uint8_t number = bytes.u8(offset + 4);
  for (unsigned bit = 0x40; (number & 0x80) != 0 && (number & bit) != 0; bit >>= 1) ++length;
  length += block_code == 6 ? 1 : block_code == 7 ? 2 : 0;
  length += rate_code == 12 ? 1 : rate_code == 13 || rate_code == 14 ? 2 : 0;
  return bytes.has(offset, length + 1) &&
         bytes.u8(offset + length) == crc_of(bytes, offset, length);
}

// Returns whether a frame follows within the gap that players search after broken metadata.
bool has_frame_after(ByteWindow& bytes, std::uint64_t offset) {
  constexpr std::uint64_t kMaxGap = 65'536;
  for (std::uint64_t gap = 0; gap < kMaxGap && bytes.has(offset + gap, 6); ++gap) {
    if (bytes.u8(offset + gap) == 0xFF && is_frame_header(bytes, offset + gap)) return true;
  }
  return false;
}

}  // namespace

Verdict check_flac(ByteWindow& bytes, std::uint64_t offset) {
  constexpr int kMaxBlocks = 1000;
  constexpr std::uint64_t kStreamInfoBytes = 34;
  constexpr std::uint8_t kForbiddenType = 127;
  offset += 4;
  for (int block = 0; block < kMaxBlocks; ++block) {
    if (!bytes.has(offset, 4)) return truncated(Format::flac);
    const std::uint8_t header = bytes.u8(offset);
    const std::uint8_t type = header & 0x7F;
    const std::uint64_t length = bytes.be24(offset + 1);
    if ((type == 0) != (block == 0) || type == kForbiddenType) return damaged(Format::flac);
    if (!bytes.has(offset + 4, length)) {
      const bool is_playable = block > 0 && has_frame_after(bytes, offset + 4);
      return is_playable ? accepted(Format::flac) : truncated(Format::flac);
    }
    if (type == 0 && (length != kStreamInfoBytes || !is_sound_stream_info(bytes, offset + 4))) {
      return damaged(Format::flac);
    }
    offset += 4 + length;
    if ((header & 0x80) != 0) {  // the last block
      if (!bytes.has(offset, 6)) return truncated(Format::flac);
      return has_frame_after(bytes, offset) ? accepted(Format::flac) : damaged(Format::flac);
    }
  }
  return damaged(Format::flac);
}

}  // namespace audmg::media

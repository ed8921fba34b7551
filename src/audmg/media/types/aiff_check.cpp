// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/container_checks.hpp"
#include "audmg/media/types/formats.hpp"

namespace audmg::media {
namespace {

// AIFF 1.3 "The Common Chunk": channels, frames, bits, sample rate as an 80-bit float, and in
// AIFF-C the compression.
bool is_sound_common_chunk(ByteWindow& bytes, std::uint64_t body, std::uint32_t size,
                           bool compressed) {
  const std::uint16_t bits = bytes.be16(body + 6);
  const std::uint16_t rate_exponent = bytes.be16(body + 8);
  const bool has_positive_rate = rate_exponent != 0 && rate_exponent < 0x8000;
  return size >= (compressed ? 22U : 18U) && bytes.be16(body) != 0 && bits >= 1 && bits <= 64 &&
         has_positive_rate;
}

}  // namespace

Verdict check_aiff(ByteWindow& bytes) {
  constexpr int kMaxChunks = 1000;
  const std::uint64_t end = 8 + std::uint64_t{bytes.be32(4)};
  const bool compressed = bytes.is_at(8, "AIFC");
  bool has_common = false;
  bool has_sound = false;
  std::uint64_t offset = 12;
  for (int chunk = 0; chunk < kMaxChunks; ++chunk) {
    if (has_common && has_sound) return accepted(Format::aiff);  // in any order
    // A whole file may do without sound, which is odd but heard as silence; a cut one may not.
    if (has_common && offset >= end && offset == bytes.size()) return accepted(Format::aiff);
    if (!bytes.has(offset, 8)) return truncated(Format::aiff);
    const std::uint64_t body = offset + 8;
    const std::uint32_t size = bytes.be32(offset + 4);
    if (!bytes.has(body, size)) {
      // Sound that was cut plays as far as it goes; its first 8 bytes are an offset.
      const bool has_some = has_common && bytes.is_at(offset, "SSND") && bytes.has(body, 9);
      return has_some ? accepted(Format::aiff) : truncated(Format::aiff);
    }
    if (bytes.is_at(offset, "COMM")) {
      if (!is_sound_common_chunk(bytes, body, size, compressed)) return damaged(Format::aiff);
      has_common = true;
    } else if (bytes.is_at(offset, "SSND")) {
      if (size < 8) return damaged(Format::aiff);
      has_sound = true;
    }
    offset = body + size + (size & 1);
  }
  return damaged(Format::aiff);
}

}  // namespace audmg::media

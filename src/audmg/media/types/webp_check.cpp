// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/container_checks.hpp"
#include "audmg/media/types/formats.hpp"

namespace audmg::media {
namespace {

struct Chunk {
  std::uint64_t body = 0;
  std::uint32_t size = 0;
};

// RFC 6386 section 9.1: a key frame's tag, start code, width and height.
bool is_lossy_picture(ByteWindow& bytes, const Chunk& chunk) {
  return chunk.size >= 10 && (bytes.u8(chunk.body) & 1) == 0 &&
         bytes.is_at(chunk.body + 3, "\x9D\x01\x2A") &&
         (bytes.le16(chunk.body + 6) & 0x3FFF) != 0 && (bytes.le16(chunk.body + 8) & 0x3FFF) != 0;
}

// RFC 9649 section 3.4: signature, two sizes minus one, alpha hint, version 0.
bool is_lossless_picture(ByteWindow& bytes, const Chunk& chunk) {
  return chunk.size >= 5 && bytes.u8(chunk.body) == 0x2F && bytes.u8(chunk.body + 4) >> 5 == 0;
}

// RFC 9649 section 2.7: the canvas has at most 2^32 - 1 pixels.
bool is_extended_header(ByteWindow& bytes, const Chunk& chunk) {
  if (chunk.size < 10) return false;
  const std::uint64_t width = std::uint64_t{bytes.le24(chunk.body + 4)} + 1;
  const std::uint64_t height = std::uint64_t{bytes.le24(chunk.body + 7)} + 1;
  return width * height <= 0xFFFF'FFFF;
}

}  // namespace

Verdict check_webp(ByteWindow& bytes) {
  constexpr int kMaxChunks = 1000;
  constexpr std::uint64_t kAnimationFrameHeader = 16;
  if (!bytes.has(0, 20)) return truncated(Format::webp);
  const std::uint64_t end = 8 + std::uint64_t{bytes.le32(4)};
  if (end < 20) return damaged(Format::webp);
  if (end > bytes.size()) return truncated(Format::webp);
  std::uint64_t offset = 12;
  for (int step = 0; step < kMaxChunks; ++step) {
    if (offset + 8 > end) return damaged(Format::webp);
    const Chunk chunk{offset + 8, bytes.le32(offset + 4)};
    if (chunk.body + chunk.size > end) return damaged(Format::webp);
    const bool first = offset == 12;
    if (bytes.is_at(offset, "VP8 ")) {
      return is_lossy_picture(bytes, chunk) ? accepted(Format::webp) : damaged(Format::webp);
    }
    if (bytes.is_at(offset, "VP8L")) {
      return is_lossless_picture(bytes, chunk) ? accepted(Format::webp) : damaged(Format::webp);
    }
    if (bytes.is_at(offset, "VP8X") != first) return damaged(Format::webp);
    if (first && !is_extended_header(bytes, chunk)) return damaged(Format::webp);
    if (bytes.is_at(offset, "ANMF")) {
      // The first frame's own chunks stand inside.
      if (chunk.size < kAnimationFrameHeader) return damaged(Format::webp);
      offset = chunk.body + kAnimationFrameHeader;
    } else {
      offset = chunk.body + chunk.size + (chunk.size & 1);
    }
  }
  return damaged(Format::webp);
}

}  // namespace audmg::media

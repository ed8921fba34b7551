// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/image/frame_count.hpp"

#include "audmg/media/record/record_limits.hpp"
#include "audmg/media/types/picture_sequence.hpp"

#include <algorithm>

namespace audmg::media {
namespace {

/// PNG (third edition) section 11.3.6.1: "acTL" stands before the first "IDAT".
std::uint32_t frames_of_png(ByteWindow& bytes) {
  constexpr std::uint64_t kSignature = 8;
  constexpr std::uint64_t kAroundBody = 12;  // length, type, checksum
  constexpr int kMaxChunks = 1000;
  std::uint64_t offset = kSignature;
  for (int chunk = 0; chunk < kMaxChunks && bytes.has(offset, kAroundBody); ++chunk) {
    const std::uint32_t length = bytes.be32(offset);
    if (bytes.is_at(offset + 4, "IDAT")) return 1;
    if (bytes.is_at(offset + 4, "acTL") && length >= 8) return bytes.be32(offset + 8);
    offset += kAroundBody + length;
  }
  return 1;
}

std::uint32_t frames_of_heif(ByteWindow& bytes) {
  const auto sequence = find_picture_sequence(bytes);
  return sequence ? sequence->frames : 1;
}

}  // namespace

std::uint32_t count_frames(ByteWindow& bytes, vips::Loader loader) {
  std::uint32_t frames = 1;
  if (loader == vips::Loader::png) frames = frames_of_png(bytes);
  if (loader == vips::Loader::heif) frames = frames_of_heif(bytes);
  return std::clamp(frames, 1U, kMaxFrames);
}

}  // namespace audmg::media

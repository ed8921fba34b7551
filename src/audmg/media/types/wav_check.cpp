// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/container_checks.hpp"
#include "audmg/media/types/formats.hpp"

namespace audmg::media {
namespace {

// WAVEFORMAT: codec, channels, sample rate, bytes per second, block size, bits.
bool is_sound_format(ByteWindow& bytes, std::uint64_t body, std::uint32_t size) {
  return size >= 14 && bytes.le16(body) != 0 && bytes.le16(body + 2) != 0 &&
         bytes.le32(body + 4) != 0 && bytes.le16(body + 12) != 0;
}

}  // namespace

Verdict check_wav(ByteWindow& bytes) {
  constexpr int kMaxChunks = 1000;
  bool has_format = false;
  std::uint64_t offset = 12;
  for (int chunk = 0; chunk < kMaxChunks; ++chunk) {
    if (!bytes.has(offset, 8)) return truncated(Format::wav);
    const std::uint64_t body = offset + 8;
    const std::uint32_t size = bytes.le32(offset + 4);
    if (bytes.is_at(offset, "data")) {
      if (!has_format) return damaged(Format::wav);
      // Recorders that lost power or could not know the length, and RF64 files, whose length stands
      // elsewhere, have any size here; players read to the end of the file.
      return size == 0 || bytes.has(body, 1) ? accepted(Format::wav) : truncated(Format::wav);
    }
    if (!bytes.has(body, size)) return truncated(Format::wav);
    if (bytes.is_at(offset, "fmt ")) {
      if (!is_sound_format(bytes, body, size)) return damaged(Format::wav);
      has_format = true;
    }
    offset = body + size + (size & 1);
  }
  return damaged(Format::wav);
}

}  // namespace audmg::media

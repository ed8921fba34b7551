// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/metadata/metadata_blocks.hpp"

#include <cstdint>

namespace audmg::media {

void find_in_webp(BoundedBytes file, MetadataBlocks& blocks) {
  constexpr int kMaxChunks = 100'000;  // an animation has one for each frame
  std::uint64_t at = 12;               // behind "RIFF", the size and "WEBP"
  for (int i = 0; i < kMaxChunks && file.has(at, 8); ++i) {
    const std::uint32_t size = file.le32(at + 4);
    const std::string_view body = file.part(at + 8, size).text();
    if (file.is_at(at, "EXIF")) blocks.add_exif(body);
    // Older versions of libwebp ended the name with a NUL.
    if (file.is_at(at, "XMP ") || file.is_at(at, std::string_view("XMP\0", 4)))
      blocks.add_xmp(body);
    at += 8 + std::uint64_t{size} + (size & 1U);
  }
}

}  // namespace audmg::media

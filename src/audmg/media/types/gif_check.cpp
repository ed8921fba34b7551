// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/container_checks.hpp"
#include "audmg/media/types/formats.hpp"

namespace audmg::media {
namespace {

constexpr std::uint8_t kExtension = 0x21;
constexpr std::uint8_t kImage = 0x2C;

// Returns the size of the colour table that a packed field announces (GIF89a sections 18 and 20).
std::uint64_t colour_table_bytes(std::uint8_t packed) {
  return (packed & 0x80) != 0 ? std::uint64_t{3} << ((packed & 7) + 1) : 0;
}

// Reads the first picture: its place and size, its own colour table, the code size, some LZW data.
Verdict read_picture(ByteWindow& bytes, std::uint64_t offset) {
  if (!bytes.has(offset, 10)) return truncated(Format::gif);
  if (bytes.le16(offset + 5) == 0 || bytes.le16(offset + 7) == 0) return damaged(Format::gif);
  offset += 10 + colour_table_bytes(bytes.u8(offset + 9));
  if (!bytes.has(offset, 2)) return truncated(Format::gif);
  const std::uint8_t code_size = bytes.u8(offset);
  const std::uint8_t block = bytes.u8(offset + 1);
  if (code_size < 1 || code_size > 11 || block == 0) return damaged(Format::gif);
  if (!bytes.has(offset + 2, block)) return truncated(Format::gif);
  return accepted(Format::gif);
}

}  // namespace

Verdict check_gif(ByteWindow& bytes) {
  // A sub-block has at most 255 bytes, so this allows some 4 MB of comments and profiles.
  constexpr int kMaxBlocks = 20'000;
  if (!bytes.has(0, 13)) return truncated(Format::gif);
  std::uint64_t offset = 13 + colour_table_bytes(bytes.u8(10));
  bool in_extension = false;
  for (int block = 0; block < kMaxBlocks; ++block) {
    if (!bytes.has(offset, 1)) return truncated(Format::gif);
    const std::uint8_t first = bytes.u8(offset);
    if (in_extension) {
      in_extension = first != 0;
      offset += 1 + std::uint64_t{first};
    } else if (first == kExtension) {
      in_extension = true;
      offset += 2;  // introducer and label
    } else if (first == kImage) {
      return read_picture(bytes, offset);
    } else {
      return damaged(Format::gif);
    }
  }
  return damaged(Format::gif);
}

}  // namespace audmg::media

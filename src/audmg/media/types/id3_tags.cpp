// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/id3_tags.hpp"

namespace audmg::media {
namespace {

// Returns the size of the ID3v2 tag at `offset`, 0 when there is none, nullopt when it is broken.
// The size is four times seven bits (id3.org, ID3v2.4.0 structure, section 3.1).
std::optional<std::uint64_t> tag_bytes(ByteWindow& bytes, std::uint64_t offset) {
  constexpr std::uint64_t kHeader = 10;
  if (!bytes.is_at(offset, "ID3")) return 0;
  if (!bytes.has(offset, kHeader)) return std::nullopt;
  const std::uint32_t size = bytes.be32(offset + 6);
  if (bytes.u8(offset + 3) == 0xFF || (size & 0x8080'8080) != 0) return std::nullopt;
  const std::uint64_t body = ((size >> 3) & 0x0FE0'0000) | ((size >> 2) & 0x001F'C000) |
                             ((size >> 1) & 0x0000'3F80) | (size & 0x7F);
  const bool has_footer = (bytes.u8(offset + 5) & 0x10) != 0 && bytes.u8(offset + 3) == 4;
  return kHeader + body + (has_footer ? kHeader : 0);
}

}  // namespace

std::optional<std::uint64_t> skip_id3_tags(ByteWindow& bytes) {
  constexpr int kMaxTags = 8;
  std::uint64_t offset = 0;
  for (int i = 0; i < kMaxTags; ++i) {
    const auto tag = tag_bytes(bytes, offset);
    if (!tag) return std::nullopt;
    if (*tag == 0) break;
    offset += *tag;
    if (!bytes.has(offset, 0)) break;
  }
  return offset;
}

}  // namespace audmg::media

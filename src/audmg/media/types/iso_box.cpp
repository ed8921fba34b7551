// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/types/iso_box.hpp"

namespace audmg::media {

std::optional<Box> read_box(ByteWindow& bytes, std::uint64_t offset, std::uint64_t limit) {
  if (!bytes.has(offset, 8)) return std::nullopt;
  std::uint64_t size = bytes.be32(offset);
  std::uint64_t header = 8;
  if (size == 1) {  // the size did not fit in 32 bits
    if (!bytes.has(offset, 16)) return std::nullopt;
    size = bytes.be64(offset + 8);
    header = 16;
  } else if (size == 0) {
    if (limit < offset + header) return std::nullopt;
    size = limit - offset;
  }
  if (size < header || size > UINT64_MAX - offset) return std::nullopt;
  return Box{bytes.be32(offset + 4), offset + header, offset + size};
}

std::optional<Box> find_child(ByteWindow& bytes, const Box& parent, std::uint32_t type) {
  std::optional<Box> found;
  for_each_child(bytes, parent, 0, [&](const Box& child) {
    if (!found && child.type == type) found = child;
  });
  return found;
}

}  // namespace audmg::media

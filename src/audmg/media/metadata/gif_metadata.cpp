// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/metadata/metadata_blocks.hpp"

#include <cstdint>

namespace audmg::media {
namespace {

constexpr std::uint8_t kExtension = 0x21;
constexpr std::uint8_t kImage = 0x2c;
constexpr int kMaxSteps = 2'000'000;  // sub-blocks of at most 255 bytes

std::uint64_t color_table_bytes(std::uint8_t packed) {
  constexpr unsigned kHasTable = 0x80;
  return (packed & kHasTable) == 0 ? 0 : std::uint64_t{3} << ((packed & 7U) + 1);
}

/// Returns the offset behind the empty sub-block that ends a chain.
std::uint64_t end_of_chain(BoundedBytes file, std::uint64_t at, int& steps_left) {
  while (steps_left-- > 0 && file.has(at, 1)) {
    const std::uint8_t size = file.u8(at);
    at += 1 + std::uint64_t{size};
    if (size == 0) break;
  }
  return at;
}

}  // namespace

void find_in_gif(BoundedBytes file, MetadataBlocks& blocks) {
  constexpr std::string_view kXmpApplication("\x21\xff\x0bXMP DataXMP", 14);
  // The packet itself is the chain, without lengths; so 258 bytes follow it that lead readers who
  // do not know it to the end (XMP Specification part 3, section 1.1.2).
  constexpr std::uint64_t kTrailer = 258;
  int steps_left = kMaxSteps;
  std::uint64_t at = 13 + color_table_bytes(file.u8(10));
  while (steps_left-- > 0) {
    const std::uint8_t kind = file.u8(at);
    if (kind == kExtension) {
      const bool is_xmp = file.is_at(at, kXmpApplication);
      const std::uint64_t start = is_xmp ? at + kXmpApplication.size() : at + 2;
      at = end_of_chain(file, start, steps_left);
      if (is_xmp && at > start + kTrailer) {
        blocks.add_xmp(file.part(start, at - start - kTrailer).text());
      }
    } else if (kind == kImage && file.has(at, 11)) {
      at = end_of_chain(file, at + 11 + color_table_bytes(file.u8(at + 9)), steps_left);
    } else {
      return;
    }
  }
}

}  // namespace audmg::media

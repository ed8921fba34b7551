// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/metadata/photoshop_resources.hpp"

#include "audmg/media/metadata/bounded_bytes.hpp"

#include <cstdint>
#include <utility>

namespace audmg::media {

std::string_view iptc_in_resources(std::string_view bytes) {
  constexpr std::uint16_t kIptc = 0x0404;
  constexpr int kMaxResources = 1000;
  constexpr std::string_view kSignature = "8BIM";
  constexpr std::string_view kSegmentHead("Photoshop 3.0\0", 14);
  if (bytes.starts_with(kSegmentHead)) bytes.remove_prefix(kSegmentHead.size());
  if (!bytes.starts_with(kSignature)) return bytes;
  const BoundedBytes resources(bytes);
  std::uint64_t at = 0;
  for (int i = 0; i < kMaxResources && resources.is_at(at, kSignature); ++i) {
    const std::uint16_t id = resources.be16(at + 4);
    // A name, with its length before it and padded to an even number of bytes.
    const std::uint64_t name = (1 + std::uint64_t{resources.u8(at + 6)} + 1) & ~std::uint64_t{1};
    const std::uint64_t size_place = at + 6 + name;
    const std::uint64_t size = resources.be32(size_place);
    const BoundedBytes value = resources.part(size_place + 4, size);
    if (id == kIptc) return value.text();
    at = size_place + 4 + size + (size & 1);
  }
  return {};
}

std::string unswapped_iptc(std::string_view bytes) {
  constexpr char kMarker = 0x1c;
  if (bytes.size() < 4 || bytes.front() == kMarker || bytes[3] != kMarker) return {};
  std::string swapped(bytes.substr(0, bytes.size() & ~std::size_t{3}));
  for (std::size_t at = 0; at < swapped.size(); at += 4) {
    std::swap(swapped[at], swapped[at + 3]);
    std::swap(swapped[at + 1], swapped[at + 2]);
  }
  return swapped;
}

}  // namespace audmg::media

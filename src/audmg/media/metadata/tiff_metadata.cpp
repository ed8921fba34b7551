// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/metadata/metadata_blocks.hpp"
#include "audmg/media/metadata/tiff_fields.hpp"

#include <cstdint>

namespace audmg::media {

void find_in_tiff(BoundedBytes block, MetadataBlocks& blocks) {
  constexpr std::uint16_t kXmp = 700;
  constexpr std::uint16_t kIptc = 33'723;
  constexpr std::uint16_t kPhotoshop = 34'377;
  const TiffStructure tiff(block.span());
  const TiffFields first = tiff.first_fields();
  blocks.add_xmp(first.bytes(kXmp));
  blocks.add_iptc(first.bytes(kIptc));
  blocks.add_iptc(first.bytes(kPhotoshop));
}

}  // namespace audmg::media

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/metadata/bounded_bytes.hpp"
#include "audmg/media/metadata/metadata_blocks.hpp"

namespace audmg::media {

/// Adds the items of a `meta` box (ISO/IEC 14496-12 section 8.11) that hold EXIF (ISO/IEC 23008-12
/// annex A) or XMP. Their bytes are in `file` or in the box itself.
void add_heif_items(BoundedBytes meta, BoundedBytes file, MetadataBlocks& blocks);

}  // namespace audmg::media

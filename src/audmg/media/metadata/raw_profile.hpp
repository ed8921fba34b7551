// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/metadata/metadata_blocks.hpp"

#include <string>
#include <string_view>

namespace audmg::media {

/// Returns the bytes of a profile as ImageMagick writes it into texts of PNG: a line with its name,
/// a line with its length, then lines of hexadecimal digits; what follows those does not count. ""
/// when it is anything else.
[[nodiscard]] std::string decode_raw_profile(std::string_view text);

/// Adds a profile of the type "exif", "APP1" (EXIF or XMP), "xmp", "iptc" or "8bim"; ignores
/// others.
void add_raw_profile(std::string_view type, std::string_view text, MetadataBlocks& blocks);

}  // namespace audmg::media

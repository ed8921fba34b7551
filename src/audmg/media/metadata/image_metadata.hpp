// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/media_limits.hpp"
#include "audmg/media/record/facts.hpp"

#include <cstddef>
#include <optional>
#include <span>

namespace audmg::media {

/// Adds to `facts` what a picture's own metadata says: EXIF, XMP, IPTC and the texts of its format,
/// believed in the order of add_facts(). Finds the format by the file's first bytes: JPEG, PNG,
/// WebP, GIF, TIFF and the raw formats that are TIFF files, HEIF, AVIF, JPEG XL, JPEG 2000, CR3,
/// RAF. Decodes no pixel, so it works for files that are damaged or cut, with what is there. Never
/// fails; size, frames and what is measured from pixels stay as they are.
void read_image_metadata(std::span<const std::byte> file, const MediaLimits& limits,
                         ImageFacts& facts);

/// Returns how the picture must be turned, 1 to 8, as the first EXIF block that tells it does; for
/// raw photos, whose decoder does not always know.
[[nodiscard]] std::optional<int> read_orientation(std::span<const std::byte> file,
                                                  const MediaLimits& limits);

}  // namespace audmg::media

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/metadata/found_facts.hpp"

#include <cstddef>
#include <span>

namespace audmg::media {

/// Returns when, where and how a picture was taken, as its EXIF block (CIPA DC-008) records, and
/// the words in it. The block is a TIFF structure, with whatever TiffStructure finds before it; a
/// whole TIFF file is one too. Never fails: damaged, missing and impossible values are left out.
/// Texts are valid UTF-8, without control characters, and at most `max_text_bytes` long.
///
/// We use our own reader because the one in libvips keeps values only as display text and drops
/// those of TIFF files, and because this one can be fuzzed alone.
[[nodiscard]] FoundFacts read_exif(std::span<const std::byte> block, std::size_t max_text_bytes);

/// Returns the position in a TIFF structure whose first directory is a GPS directory (Canon's CR3).
[[nodiscard]] FoundFacts read_exif_position(std::span<const std::byte> block);

}  // namespace audmg::media

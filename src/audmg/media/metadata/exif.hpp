// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/record/facts.hpp"

#include <cstddef>
#include <span>

namespace audmg::media {

/// Adds to `facts` when, where and how a picture was taken, as its EXIF block (CIPA DC-008)
/// records. The block is a TIFF structure, with or without "Exif\0\0" before it; a whole TIFF file
/// is one too. Never fails: damaged, missing and impossible values are left out. Texts are valid
/// UTF-8, without control characters, and at most `max_text_bytes` long.
///
/// We use our own reader because the one in libvips keeps values only as display text and drops
/// those of TIFF files, and because this one can be fuzzed alone.
void read_exif(std::span<const std::byte> block, std::size_t max_text_bytes, ImageFacts& facts);

}  // namespace audmg::media

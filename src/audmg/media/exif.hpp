// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/facts.hpp"

#include <cstddef>
#include <span>

namespace audmg::media {

/// Adds to `facts` what an EXIF block (CIPA DC-008) says of when, where and how a picture was
/// taken. The block is a TIFF structure, with or without "Exif\0\0" before it; a whole TIFF file is
/// one too. Whatever is damaged, missing or cannot be is left out, so this never fails. Texts are
/// valid UTF-8, without control characters, and at most `max_text_bytes` long.
///
/// Our own reader because libvips' keeps values only as text for people, drops those of TIFF files,
/// and because this one can be fuzzed alone.
void read_exif(std::span<const std::byte> block, std::size_t max_text_bytes, ImageFacts& facts);

}  // namespace audmg::media

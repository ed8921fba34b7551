// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/image/bmp_pixels.hpp"
#include "audmg/media/types/bmp_header.hpp"

#include <cstdint>
#include <span>

namespace audmg::media {

/// Decodes RLE8 or RLE4 (Windows GDI, "Bitmap Compression"). Writes palette indices, row by row
/// from the top, into `indices`, which has width x height zeros. Pixels that the code leaves out
/// stay zero, those beyond the borders are dropped, and a code that ends early ends the picture.
void decode_bmp_runs(const BmpHeader& header, const ReadAt& file, std::span<std::uint8_t> indices);

}  // namespace audmg::media

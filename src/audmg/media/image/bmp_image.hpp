// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/vips/image.hpp"
#include "audmg/media/image/bmp_pixels.hpp"

#include <string_view>

namespace audmg::media {

/// Return readers of a file, which must stay open, and of bytes, which must outlive the reader.
[[nodiscard]] ReadAt file_reader(int descriptor);
[[nodiscard]] ReadAt memory_reader(std::string_view bytes);

/// Reads the headers of a BMP file; its pixels are decoded when they are asked for. An embedded ICC
/// profile is passed on. Errors: invalid_argument (for the owner), too_large, internal.
[[nodiscard]] Result<vips::Image> open_bmp(const ReadAt& file);

}  // namespace audmg::media

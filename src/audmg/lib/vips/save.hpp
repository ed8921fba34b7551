// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/vips/image.hpp"

#include <cstdint>
#include <string>

namespace audmg::vips {

// Return encoded bytes without metadata and without ICC profile, which readers take for sRGB.
// Errors: invalid_argument when the pixels cannot be decoded, internal.

/// `quality` is 1 to 100, `effort` 0 (fast) to 6 (small).
[[nodiscard]] Result<std::string> to_webp(const Image& image, std::uint32_t quality, int effort);
/// Transparent parts become white.
[[nodiscard]] Result<std::string> to_jpeg(const Image& image, std::uint32_t quality);

}  // namespace audmg::vips

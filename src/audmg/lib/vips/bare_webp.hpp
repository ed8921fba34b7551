// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <string>
#include <string_view>

namespace audmg::vips {

/// Returns the WebP file with nothing but its picture: no EXIF, XMP, ICC profile or unknown chunks.
/// Errors: internal when `file` is not a still WebP file.
[[nodiscard]] Result<std::string> bare_webp(std::string_view file);

}  // namespace audmg::vips

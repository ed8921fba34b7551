// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <string>
#include <string_view>

namespace audmg::vips {

/// The WebP file with nothing in it but its picture: no EXIF, XMP, ICC profile or unknown chunks.
/// Errors: internal, for what is no still WebP file.
[[nodiscard]] Result<std::string> bare_webp(std::string_view file);

}  // namespace audmg::vips

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/vips/image.hpp"
#include "audmg/lib/vips/load.hpp"

#include <memory>

namespace audmg::media {

/// The first frame of a WebP file that libvips does not read, on the file's canvas.
struct WebpBeginning {
  vips::Image pixels;   ///< rows that cannot be decoded cannot be had
  bool is_cut = false;  ///< the file ends before it says
};

/// Opens it without decoding it, which the first row that is asked for does: then the picture is
/// held as a whole. Errors: invalid_argument (for the owner), too_large (memory), internal.
[[nodiscard]] Result<WebpBeginning> open_webp_beginning(std::shared_ptr<const vips::Source> source);

}  // namespace audmg::media

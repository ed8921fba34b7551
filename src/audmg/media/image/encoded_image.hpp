// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/vips/load.hpp"

#include <string_view>

namespace audmg::media {

/// A picture of which only the header has been read.
struct EncodedImage {
  vips::Source source;
  vips::Loader loader = vips::Loader::jpeg;
  vips::Image header;

  /// Frames are shown one after the other, so browsers decode them all.
  [[nodiscard]] bool is_animation() const {
    return header.pages() > 1 && (loader == vips::Loader::gif || loader == vips::Loader::webp);
  }
};

/// Reads the header with the one decoder of that content type, which the file's bytes decided.
/// Starts libvips if need be. Errors: invalid_argument (for the owner), internal.
[[nodiscard]] Result<EncodedImage> open_image(int descriptor, std::string_view content_type);
/// The same for bytes in memory, which must outlive what is returned; their beginning says what
/// they are. Errors: as above; also for bytes that are no picture of the allow-list.
[[nodiscard]] Result<EncodedImage> open_image(std::string_view bytes);

}  // namespace audmg::media

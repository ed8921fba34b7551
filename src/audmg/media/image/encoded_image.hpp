// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/vips/load.hpp"
#include "audmg/media/color/color_coding.hpp"

#include <optional>
#include <string_view>

namespace audmg::media {

/// A picture of which only the header has been read.
struct EncodedImage {
  vips::Source source;
  vips::Loader loader = vips::Loader::jpeg;
  vips::Image header;
  /// Set where libvips would not convert the colours as the file says (image/color.hpp).
  std::optional<ColorCoding> coding{};

  /// Animations play frame after frame, so browsers decode every frame.
  [[nodiscard]] bool is_animation() const {
    return header.pages() > 1 && (loader == vips::Loader::gif || loader == vips::Loader::webp);
  }
};

/// Reads the header with the one decoder for that content type, which was derived from the file's
/// bytes. Starts libvips if necessary. Errors: invalid_argument (for the owner), internal.
[[nodiscard]] Result<EncodedImage> open_image(int descriptor, std::string_view content_type);
/// Does the same for bytes in memory, which must outlive the result; the type is taken from their
/// beginning. Errors: as above; also for bytes that are not a picture of the allow-list.
[[nodiscard]] Result<EncodedImage> open_image(std::string_view bytes);

}  // namespace audmg::media

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/vips/load.hpp"
#include "audmg/media/color/color_coding.hpp"
#include "audmg/media/image/raw_photo.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace audmg::media {

/// A picture of which only the header has been read.
struct EncodedImage {
  /// Set for a raw photo, whose preview all else is about.
  std::shared_ptr<const RawPhoto> raw_photo{};
  vips::Source source;
  vips::Loader loader = vips::Loader::jpeg;
  vips::Image header;
  /// Set where libvips would not convert the colours as the file says (image/color.hpp).
  std::optional<ColorCoding> coding{};
  /// True when libvips has no loader for the pixels: they are those of `header`, computed on
  /// demand.
  bool has_own_decoder = false;

  /// Opens the pixels; they can be read once, from top to bottom. Errors: as open_image().
  [[nodiscard]] Result<vips::Image> pixels(vips::OpenOptions options) const;
  /// Returns how the pixels must be turned, 1 to 8 as in EXIF.
  [[nodiscard]] int orientation() const;
  /// Number of frames or pages; at least 1.
  [[nodiscard]] std::uint32_t frames() const;
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

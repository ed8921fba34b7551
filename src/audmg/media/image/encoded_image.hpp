// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/vips/load.hpp"

#include <memory>
#include <optional>
#include <string_view>

namespace audmg::media {

/// A picture of which only the header has been read.
struct EncodedImage {
  std::shared_ptr<const vips::Source> source;  ///< never null
  vips::Loader loader = vips::Loader::jpeg;
  vips::Image header;
  /// True for the thumbnail that the container holds instead of the picture itself.
  bool is_embedded_thumbnail = false;
  /// Orientation that holds instead of the header's own; 0: none does.
  int orientation = 0;
};

/// Reads the header with the one decoder for that content type, which was derived from the file's
/// bytes. Starts libvips if necessary. Errors: invalid_argument (for the owner), internal.
[[nodiscard]] Result<EncodedImage> open_image(int descriptor, std::string_view content_type);
/// Does the same for bytes in memory, which must outlive the result; the type is taken from their
/// beginning. Errors: as above; also for bytes that are not a picture of the allow-list.
[[nodiscard]] Result<EncodedImage> open_image(std::string_view bytes);

/// Opens the small picture that a file contains for viewers that are in a hurry: a HEIF thumbnail
/// item, or the JPEG in the EXIF block of another JPEG. It must not outlive `image`. Returns
/// nullopt when there is none, or none that can be read.
[[nodiscard]] std::optional<EncodedImage> open_embedded_thumbnail(const EncodedImage& image);

}  // namespace audmg::media

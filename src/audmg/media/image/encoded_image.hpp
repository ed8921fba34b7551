// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/vips/load.hpp"
#include "audmg/media/color/color_coding.hpp"
#include "audmg/media/image/raw_photo.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace audmg::media {

/// A picture of which only the header has been read.
struct EncodedImage {
  /// Set for a raw photo, whose preview all else is about.
  std::shared_ptr<const RawPhoto> raw_photo{};
  std::shared_ptr<const vips::Source> source{};  ///< null when libvips has no loader for it
  vips::Loader loader = vips::Loader::jpeg;
  vips::Image header{};
  /// Set where libvips would not convert the colours as the file says (image/color.hpp).
  std::optional<ColorCoding> coding{};
  /// True when the pixels are not libvips' to load: they are those of `header`, computed on demand.
  bool has_own_decoder = false;
  /// True for the thumbnail that the container holds instead of the picture itself.
  bool is_embedded_thumbnail = false;
  /// True when the file is known to end before it says.
  bool is_cut = false;
  /// Orientation that holds instead of the header's own; 0: none does.
  int told_orientation = 0;

  /// Opens the pixels; they can be read once, from top to bottom. Errors: as open_image().
  [[nodiscard]] Result<vips::Image> pixels(vips::OpenOptions options) const;
  /// Returns how the pixels must be turned, 1 to 8 as in EXIF.
  [[nodiscard]] int orientation() const;
  /// Number of frames or pages that libvips sees; at least 1.
  [[nodiscard]] std::uint32_t frames() const;
  /// Returns the loader of libvips for that format; nullopt when it has none.
  [[nodiscard]] std::optional<vips::Loader> decoder() const {
    return source ? std::optional(loader) : std::nullopt;
  }
};

/// Reads the header with the one decoder for that content type, which was derived from the file's
/// bytes. Starts libvips if necessary. Errors: invalid_argument (for the owner), internal.
[[nodiscard]] Result<EncodedImage> open_image(int descriptor, std::string_view content_type);
/// Does the same for bytes in memory, which must outlive the result; the type is taken from their
/// beginning. The first `sound_bytes` of them are the file's, others stand in for missing ones.
/// Errors: as above; also for bytes that are not a picture of the allow-list.
[[nodiscard]] Result<EncodedImage> open_image(std::string_view bytes, std::size_t sound_bytes);
[[nodiscard]] inline Result<EncodedImage> open_image(std::string_view bytes) {
  return open_image(bytes, bytes.size());
}

/// Opens the small picture that a file contains for viewers that are in a hurry: a HEIF thumbnail
/// item, or the JPEG in the EXIF block of another JPEG. It must not outlive `image`. Returns
/// nullopt when there is none, or none that can be read.
[[nodiscard]] std::optional<EncodedImage> open_embedded_thumbnail(const EncodedImage& image);

}  // namespace audmg::media

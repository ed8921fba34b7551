// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/libraw/raw_photo.hpp"
#include "audmg/lib/vips/image.hpp"
#include "audmg/media/image/mapped_file.hpp"
#include "audmg/media/media_limits.hpp"
#include "audmg/media/record/facts.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace audmg::media {

/// Returns whether the content type is that of a camera's raw format on the allow-list.
[[nodiscard]] bool is_raw_photo(std::string_view content_type) noexcept;

/// A raw photo, of which the preview that the camera made is shown. What the sensor saw is never
/// decoded: that costs seconds and a few hundred megabytes a photo, looks other than what the
/// camera shows, and runs the parts of LibRaw with most of its security fixes.
class RawPhoto {
 public:
  /// The descriptor may be closed afterwards. Errors: invalid_argument (for the owner) when the
  /// file cannot be read or has no preview, too_large, internal.
  [[nodiscard]] static Result<RawPhoto> open(int descriptor);

  /// Returns the whole file. Valid as long as this.
  [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return file_.bytes(); }
  /// Return the preview; one of the two has it. Valid as long as this.
  [[nodiscard]] std::string_view jpeg_preview() const noexcept;
  [[nodiscard]] Result<vips::Image> bitmap_preview() const;

  /// Returns how the preview must be turned, 1 to 8 as in EXIF. `preview` is its header: it tells
  /// when the raw file does not, and when the camera has turned the preview already.
  [[nodiscard]] int orientation(const vips::Image& preview) const;
  /// Adds to the facts of read_image_metadata() the size of the photo, as seen, and what only its
  /// preview or LibRaw knows. `preview` is its header.
  void add_facts(const vips::Image& preview, const MediaLimits& limits, ImageFacts& facts) const;

 private:
  RawPhoto(MappedFile file, libraw::Photo photo, std::optional<int> orientation)
      : file_(std::move(file)), photo_(std::move(photo)), told_orientation_(orientation) {}

  /// Returns how the sensor's picture must be turned.
  [[nodiscard]] int sensor_orientation(const vips::Image& preview) const;

  MappedFile file_;
  libraw::Photo photo_;
  /// As the file's EXIF data tells it.
  std::optional<int> told_orientation_;
};

}  // namespace audmg::media

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/media/image/encoded_image.hpp"
#include "audmg/media/image/resize.hpp"

#include <chrono>
#include <string>

namespace audmg::media {

struct DecodedImage {
  vips::Image picture;
  /// Says in one sentence for the owner how the bytes are damaged; "" when they are not.
  std::string damaged{};
};

/// Decodes the picture, no larger than needed. The result is upright, in sRGB and in memory; before
/// it was turned upright, its size was `size`. Of a damaged picture it shows the part that can be
/// decoded, which may take a second and a third attempt; none begins after `deadline`.
/// Precondition: neither side of `size` exceeds that of the header. Errors, for the owner:
/// invalid_argument, when no part can be decoded; too_large (memory); deadline_exceeded.
[[nodiscard]] Result<DecodedImage> decode(const EncodedImage& image, PictureSize size,
                                          std::chrono::steady_clock::time_point deadline);
/// Errors: deadline_exceeded.
[[nodiscard]] Result<void> check_deadline(std::chrono::steady_clock::time_point deadline);

/// Returns a smaller copy of a picture in memory. Precondition: neither side of `size` exceeds that
/// of the picture. Errors: internal.
[[nodiscard]] Result<vips::Image> shrink(const vips::Image& picture, PictureSize size);

}  // namespace audmg::media

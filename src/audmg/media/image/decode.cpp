// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/image/decode.hpp"

#include "audmg/lib/vips/color.hpp"
#include "audmg/lib/vips/transform.hpp"
#include "audmg/media/image/color.hpp"
#include "audmg/media/image/resize.hpp"

#include <algorithm>

namespace audmg::media {
namespace {

/// Returns the factor by which the decoder may shrink the picture; we do the rest of the way to
/// `size`.
double decoder_shrink(const EncodedImage& image, PictureSize size) {
  const double factor = std::min(static_cast<double>(image.header.width()) / size.width,
                                 static_cast<double>(image.header.height()) / size.height);
  // libjpeg leaves out coefficients of high frequency: 1/2, 1/4 or 1/8 cost no quality and save
  // most of the time. libwebp averages while it converts colours.
  if (image.loader == vips::Loader::webp) return std::max(1.0, factor);
  if (image.loader != vips::Loader::jpeg) return 1;
  for (const double step : {8.0, 4.0, 2.0}) {
    if (factor >= step) return step;
  }
  return 1;
}

}  // namespace

Result<vips::Image> decode(const EncodedImage& image, std::uint32_t max_side) {
  const PictureSize size = fit(size_of(image.header), max_side);
  AUDMG_TRY(vips::Image pixels,
            vips::open(image.source, image.loader, {.shrink = decoder_shrink(image, size)}));
  // Wide gamuts and high dynamic range are cut off at what sRGB has, which is right only for pixels
  // that are not yet mixed with their neighbours.
  if (image.coding) {
    AUDMG_TRY(pixels, apply_coding(pixels, *image.coding));
  }
  // Resized before profiles are applied: there are fewer pixels then. In memory before it is
  // turned: rows of the source are read from top to bottom only.
  AUDMG_TRY(pixels, resize(pixels, size));
  AUDMG_TRY(pixels, vips::to_srgb(pixels));
  AUDMG_TRY(pixels, vips::to_memory(pixels));
  if (pixels.orientation() == 1) return pixels;
  AUDMG_TRY(pixels, vips::upright(pixels));
  return vips::to_memory(pixels);
}

Result<vips::Image> shrink(const vips::Image& picture, std::uint32_t max_side) {
  AUDMG_TRY(const vips::Image resized, resize(picture, fit(size_of(picture), max_side)));
  return vips::to_memory(resized);
}

}  // namespace audmg::media

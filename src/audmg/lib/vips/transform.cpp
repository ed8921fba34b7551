// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/vips/transform.hpp"

#include "audmg/lib/vips/error.hpp"

#include <vips/vips.h>

namespace audmg::vips {

namespace {

Result<Image> scale_to(const Image& image, std::uint32_t width, std::uint32_t height) {
  const double scale = static_cast<double>(width) / image.width();
  const double vertical = static_cast<double>(height) / image.height();
  return step([&](VipsImage** out) {
    return vips_resize(image.get(), out, scale, "vscale", vertical, nullptr);
  });
}

}  // namespace

Result<Image> resize(const Image& image, std::uint32_t width, std::uint32_t height) {
  if (width == image.width() && height == image.height()) return image;
  if (!image.has_alpha()) return scale_to(image, width, height);
  // Else the colour of transparent pixels would bleed into the others.
  const VipsBandFormat format = vips_image_get_format(image.get());
  AUDMG_TRY(const Image premultiplied,
            step([&](VipsImage** out) { return vips_premultiply(image.get(), out, nullptr); }));
  AUDMG_TRY(const Image resized, scale_to(premultiplied, width, height));
  AUDMG_TRY(const Image straight,
            step([&](VipsImage** out) { return vips_unpremultiply(resized.get(), out, nullptr); }));
  return step([&](VipsImage** out) { return vips_cast(straight.get(), out, format, nullptr); });
}

Result<Image> average(const Image& image, std::uint32_t horizontal, std::uint32_t vertical) {
  return step([&](VipsImage** out) {
    return vips_shrink(image.get(), out, horizontal, vertical, "ceil", TRUE, nullptr);
  });
}

Result<Image> with_orientation(const Image& image, int orientation) {
  AUDMG_TRY(Image turned,
            step([&](VipsImage** out) { return vips_copy(image.get(), out, nullptr); }));
  vips_image_set_int(turned.get(), VIPS_META_ORIENTATION, orientation);
  return turned;
}

Result<Image> upright(const Image& image) {
  return step([&](VipsImage** out) { return vips_autorot(image.get(), out, nullptr); });
}

Result<Image> to_memory(const Image& image) {
  VipsImage* copy = vips_image_copy_memory(image.get());
  if (copy == nullptr) return decode_failure();
  return Image(copy);
}

}  // namespace audmg::vips

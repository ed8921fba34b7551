// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/vips/transform.hpp"

#include "audmg/lib/vips/error.hpp"

#include <vips/vips.h>

namespace audmg::vips {

Result<Image> resize(const Image& image, std::uint32_t width, std::uint32_t height) {
  if (width == image.width() && height == image.height()) return image;
  const double scale = static_cast<double>(width) / image.width();
  const double vertical = static_cast<double>(height) / image.height();
  VipsImage* out = nullptr;
  if (!image.has_alpha()) {
    return step(vips_resize(image.get(), &out, scale, "vscale", vertical, nullptr), out);
  }
  // Else the colour of transparent pixels would bleed into the others.
  const VipsBandFormat format = vips_image_get_format(image.get());
  AUDMG_TRY(const Image premultiplied, step(vips_premultiply(image.get(), &out, nullptr), out));
  const int failed = vips_resize(premultiplied.get(), &out, scale, "vscale", vertical, nullptr);
  AUDMG_TRY(const Image resized, step(failed, out));
  AUDMG_TRY(const Image straight, step(vips_unpremultiply(resized.get(), &out, nullptr), out));
  return step(vips_cast(straight.get(), &out, format, nullptr), out);
}

Result<Image> upright(const Image& image) {
  VipsImage* out = nullptr;
  return step(vips_autorot(image.get(), &out, nullptr), out);
}

Result<Image> to_memory(const Image& image) {
  VipsImage* out = vips_image_copy_memory(image.get());
  return step(out == nullptr ? -1 : 0, out);
}

}  // namespace audmg::vips

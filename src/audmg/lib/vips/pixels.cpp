// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/vips/pixels.hpp"

#include "audmg/lib/vips/error.hpp"

#include <vips/vips.h>

#include <cstddef>

namespace audmg::vips {
namespace {

std::size_t sample_count(VipsImage* image) {
  return static_cast<std::size_t>(VIPS_IMAGE_SIZEOF_IMAGE(image));
}

std::optional<PixelKind> kind_of(const Image& image, VipsBandFormat format) noexcept {
  VipsImage* const it = image.get();
  if (vips_image_get_format(it) != format || vips_image_get_coding(it) != VIPS_CODING_NONE) {
    return std::nullopt;
  }
  const bool has_alpha = image.has_alpha();
  switch (vips_image_get_bands(it)) {
    case 1:
      return PixelKind::grey;
    case 2:
      if (has_alpha) return PixelKind::grey_alpha;
      break;
    case 3:
      if (!has_alpha) return PixelKind::rgb;
      break;
    case 4:
      if (has_alpha) return PixelKind::rgb_alpha;
      break;
    default:
      break;
  }
  return std::nullopt;
}

}  // namespace

std::optional<PixelKind> pixel_kind(const Image& image) noexcept {
  return kind_of(image, VIPS_FORMAT_UCHAR);
}

std::optional<PixelKind> wide_pixel_kind(const Image& image) noexcept {
  return kind_of(image, VIPS_FORMAT_USHORT);
}

Result<std::span<const std::uint8_t>> samples(const Image& image) {
  const void* const data = vips_image_get_data(image.get());
  if (data == nullptr) return decode_failure();
  return std::span(static_cast<const std::uint8_t*>(data), sample_count(image.get()));
}

Result<NewImage> new_like(const Image& image, std::uint32_t width, std::uint32_t height) {
  Image made(vips_image_new_memory());
  VipsImage* const it = made.get();
  if (it == nullptr || vips_image_pipelinev(it, VIPS_DEMAND_STYLE_ANY, image.get(), nullptr) != 0) {
    return decode_failure();
  }
  it->Xsize = static_cast<int>(width);
  it->Ysize = static_cast<int>(height);
  if (vips_image_write_prepare(it) != 0) return decode_failure();
  void* const data = const_cast<void*>(vips_image_get_data(it));
  if (data == nullptr) return decode_failure();
  const std::span<std::uint8_t> samples(static_cast<std::uint8_t*>(data), sample_count(it));
  return NewImage{.image = std::move(made), .samples = samples};
}

}  // namespace audmg::vips

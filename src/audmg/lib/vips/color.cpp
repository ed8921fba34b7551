// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/vips/color.hpp"

#include "audmg/lib/vips/error.hpp"

#include <vips/vips.h>

namespace audmg::vips {
namespace {

Result<Image> to_bytes(const Image& image) {
  if (vips_image_get_format(image.get()) == VIPS_FORMAT_UCHAR) return image;
  return step([&](VipsImage** out) { return vips_cast_uchar(image.get(), out, nullptr); });
}

/// Nothing when there is no profile that can be used.
Image apply_profile(const Image& image) {
  const bool is_cmyk = vips_image_get_interpretation(image.get()) == VIPS_INTERPRETATION_CMYK;
  if (image.icc_profile().empty() && !is_cmyk) return {};
  VipsImage* out = nullptr;
  if (vips_icc_transform(image.get(), &out, "srgb", "embedded", TRUE, "input_profile",
                         is_cmyk ? "cmyk" : "srgb", nullptr) == 0) {
    return Image(out);
  }
  vips_error_clear();
  return {};
}

}  // namespace

Result<Image> to_srgb(const Image& image) {
  if (Image transformed = apply_profile(image); transformed.get() != nullptr) {
    return to_bytes(transformed);
  }
  AUDMG_TRY(const Image converted, step([&](VipsImage** out) {
              return vips_colourspace(image.get(), out, VIPS_INTERPRETATION_sRGB, nullptr);
            }));
  return to_bytes(converted);
}

Result<std::vector<std::uint8_t>> rgba_pixels(const Image& image) {
  Image source = image;
  if (!source.has_alpha()) {
    AUDMG_TRY(source,
              step([&](VipsImage** out) { return vips_addalpha(image.get(), out, nullptr); }));
    AUDMG_TRY(source, to_bytes(source));
  }
  std::size_t size = 0;
  void* memory = vips_image_write_to_memory(source.get(), &size);
  if (memory == nullptr) return decode_failure();
  const auto* bytes = static_cast<const std::uint8_t*>(memory);
  std::vector<std::uint8_t> pixels(bytes, bytes + size);
  g_free(memory);
  return pixels;
}

}  // namespace audmg::vips

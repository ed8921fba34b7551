// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/image/color.hpp"

#include "audmg/lib/vips/color.hpp"
#include "audmg/lib/vips/pixels.hpp"
#include "audmg/lib/vips/transform.hpp"
#include "audmg/media/color/find_color.hpp"
#include "audmg/media/color/srgb_conversion.hpp"
#include "audmg/media/types/byte_window.hpp"

#include <cstddef>

namespace audmg::media {
namespace {

std::size_t count(vips::PixelKind kind) {
  switch (kind) {
    case vips::PixelKind::grey:
      return 1;
    case vips::PixelKind::grey_alpha:
      return 2;
    case vips::PixelKind::rgb:
      return 3;
    case vips::PixelKind::rgb_alpha:
      break;
  }
  return 4;
}

template <class Sample>
Result<vips::Image> converted(const vips::Image& image, vips::PixelKind kind,
                              std::span<const Sample> samples, const ColorCoding& coding) {
  AUDMG_TRY(vips::NewImage target, vips::new_srgb(image));
  SrgbConversion(coding).convert(samples, count(kind), target.samples);
  return std::move(target.image);
}

std::optional<ColorCoding> coding_of_file(storage::ObjectReader& file, vips::Loader loader,
                                          const vips::Image& header) {
  const auto profile = header.icc_profile();
  ByteWindow bytes(file);
  if (loader == vips::Loader::png) {
    const PngColor color = png_color(bytes);
    if (color.code_points) return color.code_points;
    return profile.empty() ? color.measured : icc_color(profile);
  }
  if (!profile.empty()) return icc_color(profile);
  return loader == vips::Loader::heif ? heif_color(bytes) : std::nullopt;
}

}  // namespace

std::optional<ColorCoding> find_coding(storage::ObjectReader& file, vips::Loader loader,
                                       const vips::Image& header) {
  const auto coding = coding_of_file(file, loader, header);
  // A profile that loses against sRGB code points must not be applied, so these are kept.
  if (coding && is_srgb(*coding) && header.icc_profile().empty()) return std::nullopt;
  return coding;
}

Result<vips::Image> to_srgb(const vips::Image& image, const std::optional<ColorCoding>& coding) {
  if (coding) {
    AUDMG_TRY(const vips::Image source, vips::to_memory(image));
    if (const auto kind = vips::pixel_kind(source)) {
      AUDMG_TRY(const auto samples, vips::samples(source));
      return converted(source, *kind, samples, *coding);
    }
    if (const auto kind = vips::wide_pixel_kind(source)) {
      AUDMG_TRY(const auto samples, vips::wide_samples(source));
      return converted(source, *kind, samples, *coding);
    }
  }
  AUDMG_TRY(const vips::Image made, vips::to_srgb(image));
  return vips::to_memory(made);
}

}  // namespace audmg::media

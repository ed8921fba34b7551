// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/image/resize.hpp"

#include "audmg/lib/vips/pixels.hpp"
#include "audmg/lib/vips/transform.hpp"
#include "audmg/lib/zimg/resize.hpp"

#include <algorithm>
#include <cmath>

namespace audmg::media {
namespace {

/// Factor that averaging leaves to the better filter when it shrinks by a whole factor.
constexpr double kLeftForFilter = 2;

zimg::Bands bands_of(vips::PixelKind kind) {
  switch (kind) {
    case vips::PixelKind::grey:
      return zimg::Bands::grey;
    case vips::PixelKind::grey_alpha:
      return zimg::Bands::grey_alpha;
    case vips::PixelKind::rgb:
      return zimg::Bands::rgb;
    case vips::PixelKind::rgb_alpha:
      break;
  }
  return zimg::Bands::rgb_alpha;
}

bool has_alpha(vips::PixelKind kind) {
  return kind == vips::PixelKind::grey_alpha || kind == vips::PixelKind::rgb_alpha;
}

struct WholeFactors {
  std::uint32_t horizontal = 1;
  std::uint32_t vertical = 1;
};

std::uint32_t whole_factor(std::uint32_t from, std::uint32_t to) {
  const double factor = static_cast<double>(from) / to / kLeftForFilter;
  return std::max(1U, static_cast<std::uint32_t>(std::floor(factor)));
}

Result<vips::Image> filter(const vips::Image& image, vips::PixelKind kind, zimg::ShownSize shown,
                           PictureSize size) {
  AUDMG_TRY(const vips::Image source, vips::to_memory(image));
  AUDMG_TRY(const auto samples, vips::samples(source));
  AUDMG_TRY(vips::NewImage target, vips::new_like(source, size.width, size.height));
  AUDMG_CHECK(zimg::resize({samples, source.width(), source.height()}, shown,
                           {target.samples, size.width, size.height}, bands_of(kind)));
  return std::move(target.image);
}

PictureSize scaled(PictureSize size, double scale) {
  const auto side = [&](std::uint32_t whole) {
    return std::max(1U, static_cast<std::uint32_t>(std::lround(whole * scale)));
  };
  return {side(size.width), side(size.height)};
}

}  // namespace

PictureSize size_of(const vips::Image& image) { return {image.width(), image.height()}; }

PictureSize fit(PictureSize size, std::uint32_t max_side) {
  const std::uint32_t longest = std::max(size.width, size.height);
  if (longest <= max_side) return size;
  return scaled(size, static_cast<double>(max_side) / longest);
}

PictureSize rendition_size(PictureSize size, std::uint32_t max_side) {
  constexpr double kLeastPart = 0.25;  // of max_side, for the shorter side
  constexpr double kMostLength = 16;   // times max_side, for the longer side
  constexpr double kMaxWebpSide = 16'383;
  const double longest = std::max(size.width, size.height);
  const double shortest = std::min(size.width, size.height);
  if (longest <= max_side) return size;
  const double visible = kLeastPart * max_side / shortest;
  const double longest_allowed = std::min(kMostLength * max_side, kMaxWebpSide) / longest;
  const double fitting = max_side / longest;
  return scaled(size, std::max(fitting, std::min({visible, longest_allowed, 1.0})));
}

Result<vips::Image> resize(const vips::Image& image, PictureSize size) {
  if (size.width == image.width() && size.height == image.height()) return image;
  const auto kind = vips::pixel_kind(image);
  const WholeFactors whole{whole_factor(image.width(), size.width),
                           whole_factor(image.height(), size.height)};
  const bool averages = whole.horizontal > 1 || whole.vertical > 1;
  // libvips' own way is slower where it may not compile code, but knows all kinds of pixels, and to
  // average beside transparent ones.
  if (!kind || (averages && has_alpha(*kind))) return vips::resize(image, size.width, size.height);
  const zimg::ShownSize shown{static_cast<double>(image.width()) / whole.horizontal,
                              static_cast<double>(image.height()) / whole.vertical};
  if (!averages) return filter(image, *kind, shown, size);
  AUDMG_TRY(const vips::Image averaged, vips::average(image, whole.horizontal, whole.vertical));
  return filter(averaged, *kind, shown, size);
}

}  // namespace audmg::media

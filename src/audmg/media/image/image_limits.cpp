// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/image/image_limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace audmg::media {
namespace {

/// Returns "65,535".
std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t place = text.size(); place > 3; place -= 3) text.insert(place - 3, 1, ',');
  return text;
}

/// Returns "3,600", or "50.1" below a hundred; rounded up, so that a size over a limit also reads
/// as over it.
std::string megapixels(std::uint64_t pixels) {
  constexpr std::uint64_t kTenth = 100'000;
  const std::uint64_t tenths = (pixels + kTenth - 1) / kTenth;
  if (tenths >= 1000 || tenths % 10 == 0) return grouped((tenths + 9) / 10);
  return fmt::format("{}.{}", tenths / 10, tenths % 10);
}

struct PixelLimit {
  std::uint64_t most = 0;
  std::string_view setting;
};

PixelLimit pixel_limit(std::optional<vips::Loader> loader, const MediaLimits& limits) {
  if (loader == vips::Loader::jpeg) return {limits.max_jpeg_pixels, "AUDMG_MAX_JPEG_MEGAPIXELS"};
  if (loader == vips::Loader::heif) return {limits.max_heif_pixels, "AUDMG_MAX_HEIF_MEGAPIXELS"};
  return {limits.max_pixels, "AUDMG_MAX_IMAGE_MEGAPIXELS"};
}

}  // namespace

Result<void> check_extent(const ImageExtent& extent, std::optional<vips::Loader> loader,
                          const MediaLimits& limits) {
  const std::uint64_t pixels = std::uint64_t{extent.width} * extent.height;
  const PixelLimit limit = pixel_limit(loader, limits);
  if (pixels > limit.most) {
    return fail(ErrorCode::too_large,
                fmt::format("The image has {} megapixels; {} allows {}.", megapixels(pixels),
                            limit.setting, megapixels(limit.most)));
  }
  const std::uint32_t side = std::max(extent.width, extent.height);
  if (side > limits.max_side) {
    return fail(
        ErrorCode::too_large,
        fmt::format("The image is {} pixels {}; AUDMG_MAX_IMAGE_SIDE allows {}.", grouped(side),
                    extent.width == side ? "wide" : "high", grouped(limits.max_side)));
  }
  return {};
}

}  // namespace audmg::media

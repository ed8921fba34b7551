// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/image/image_limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

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

}  // namespace

Result<void> check_extent(const ImageExtent& extent, const MediaLimits& limits) {
  const std::uint64_t pixels = std::uint64_t{extent.width} * extent.height;
  if (pixels > limits.max_pixels) {
    return fail(ErrorCode::too_large,
                fmt::format("The image has {} megapixels; the limit is {}.", megapixels(pixels),
                            megapixels(limits.max_pixels)));
  }
  const std::uint32_t side = std::max(extent.width, extent.height);
  if (side > limits.max_side) {
    return fail(ErrorCode::too_large,
                fmt::format("The image is {} pixels {}; the limit is {}.", grouped(side),
                            extent.width == side ? "wide" : "high", grouped(limits.max_side)));
  }
  if (pixels * extent.frames > limits.max_total_pixels) {
    return fail(ErrorCode::too_large,
                fmt::format("The animation has {} megapixels in {} frames; the limit is {}.",
                            megapixels(pixels * extent.frames), grouped(extent.frames),
                            megapixels(limits.max_total_pixels)));
  }
  return {};
}

}  // namespace audmg::media

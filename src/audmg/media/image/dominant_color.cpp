// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/image/dominant_color.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace audmg::media {
namespace {

constexpr unsigned kBits = 3;  // of each channel: 512 groups
constexpr std::uint8_t kMinAlpha = 128;

struct Group {
  std::uint64_t count = 0;
  std::array<std::uint64_t, 3> sums{};
};

}  // namespace

std::string dominant_color(std::span<const std::uint8_t> pixels) {
  std::vector<Group> groups(std::size_t{1} << (3 * kBits));
  for (std::size_t i = 0; i + 3 < pixels.size(); i += 4) {
    const auto pixel = pixels.subspan(i, 4);
    if (pixel[3] < kMinAlpha) continue;
    std::size_t index = 0;
    for (std::size_t c = 0; c < 3; ++c) index = (index << kBits) | (pixel[c] >> (8 - kBits));
    ++groups[index].count;
    for (std::size_t c = 0; c < 3; ++c) groups[index].sums[c] += pixel[c];
  }
  const Group& fullest = *std::ranges::max_element(groups, {}, &Group::count);
  if (fullest.count == 0) return {};
  const auto average = [&](std::size_t c) {
    return (fullest.sums[c] + fullest.count / 2) / fullest.count;
  };
  return fmt::format("#{:02x}{:02x}{:02x}", average(0), average(1), average(2));
}

}  // namespace audmg::media

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/image/thumb_hash.hpp"

#include "audmg/core/base64.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <string>

namespace audmg::media {
namespace {

using Painter = std::function<std::array<std::uint32_t, 4>(std::uint32_t x, std::uint32_t y)>;

std::string hash_of(std::uint32_t width, std::uint32_t height, const Painter& color_at) {
  std::vector<std::uint8_t> pixels;
  for (std::uint32_t y = 0; y < height; ++y) {
    for (std::uint32_t x = 0; x < width; ++x) {
      for (const std::uint32_t channel : color_at(x, y)) {
        pixels.push_back(static_cast<std::uint8_t>(channel));
      }
    }
  }
  const auto hash = thumb_hash(pixels, width, height);
  return to_base64(std::as_bytes(std::span(hash)));
}

// Expected values are those of the author's JavaScript (npm thumbhash 0.1.1) for the same pixels.
TEST(ThumbHash, AgreesWithTheReference) {
  using Color = std::array<std::uint32_t, 4>;
  EXPECT_EQ(
      hash_of(32, 20, [](auto x, auto y) { return Color{x * 8, y * 12, (x * y) % 256, 255}; }),
      "2xgOHJpgdndwiHiGeIb0lg/3iA==");
  EXPECT_EQ(hash_of(10, 30,
                    [](auto x, auto y) {
                      return Color{255 - x * 20, (x * 37 + y * 11) % 256, y * 8, 255};
                    }),
            "4VgKYhRucGhXdnh3e3/3iZg=");
  EXPECT_EQ(hash_of(17, 13,
                    [](auto x, auto y) {
                      return Color{(x * 31 + y * 7) % 256, (x * x + y * 3) % 256, (y * 19) % 256,
                                   (x * 13 + y * y) % 256};
                    }),
            "3TeGPIYXowiAaraHNvpnr2gKc1exZ3t4CA==");
  EXPECT_EQ(hash_of(1, 1, [](auto, auto) { return Color{255, 0, 0, 255}; }),
            "1fsrB38I9wiIh4hwj3CI+AiIgIAICIgA");
  EXPECT_EQ(hash_of(100, 1, [](auto x, auto) { return Color{x * 2, x, 255 - x, 255}; }),
            "3WM6AZmHh4eIiAh4hYdPiAg=");
  EXPECT_EQ(hash_of(4, 4, [](auto, auto) { return Color{9, 9, 9, 0}; }),
            "AAiCBQAAAAAAAAAAAAAAAAAAAAAAAAAAAA==");
}

}  // namespace
}  // namespace audmg::media

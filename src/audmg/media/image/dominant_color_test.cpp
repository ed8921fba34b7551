// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/image/dominant_color.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace audmg::media {
namespace {

std::vector<std::uint8_t> repeated(std::initializer_list<std::uint8_t> pixel, int times) {
  std::vector<std::uint8_t> pixels;
  for (int i = 0; i < times; ++i) pixels.insert(pixels.end(), pixel);
  return pixels;
}

TEST(DominantColor, IsThatOfTheLargestGroupNotTheAverageOfAll) {
  auto pixels = repeated({255, 0, 0, 255}, 5);
  const auto blue = repeated({0, 10, 250, 255}, 6);
  pixels.insert(pixels.end(), blue.begin(), blue.end());
  EXPECT_EQ(dominant_color(pixels), "#000afa");
}

TEST(DominantColor, AveragesInsideTheGroup) {
  auto pixels = repeated({100, 100, 100, 255}, 1);
  const auto near = repeated({104, 102, 101, 255}, 1);
  pixels.insert(pixels.end(), near.begin(), near.end());
  EXPECT_EQ(dominant_color(pixels), "#666565");
}

TEST(DominantColor, TransparentPixelsDoNotCount) {
  auto pixels = repeated({0, 0, 0, 0}, 100);
  EXPECT_EQ(dominant_color(pixels), "");
  const auto green = repeated({0, 255, 0, 200}, 1);
  pixels.insert(pixels.end(), green.begin(), green.end());
  EXPECT_EQ(dominant_color(pixels), "#00ff00");
  EXPECT_EQ(dominant_color({}), "");
}

}  // namespace
}  // namespace audmg::media

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/heif/ycbcr.hpp"

#include <gtest/gtest.h>

#include <array>

namespace audmg::heif {
namespace {

using Rgb = std::array<int, 3>;

Rgb converted(const YcbcrCoding& coding, unsigned out_bits, std::array<unsigned, 3> sample) {
  const YcbcrConversion conversion(coding, out_bits);
  const auto color = conversion.is_rgb()
                         ? conversion.rgb(sample[0], sample[1], sample[2])
                         : conversion.color(sample[0], conversion.share(sample[1], sample[2]));
  return {color.red, color.green, color.blue};
}

TEST(Ycbcr, BlackAndWhiteAreThatInEveryRange) {
  for (const unsigned matrix : {1U, 2U, 5U, 6U, 8U, 9U}) {
    EXPECT_EQ(converted({matrix, true, 8}, 8, {0, 128, 128}), (Rgb{0, 0, 0})) << matrix;
    EXPECT_EQ(converted({matrix, true, 8}, 8, {255, 128, 128}), (Rgb{255, 255, 255})) << matrix;
    EXPECT_EQ(converted({matrix, false, 8}, 8, {16, 128, 128}), (Rgb{0, 0, 0})) << matrix;
    EXPECT_EQ(converted({matrix, false, 8}, 8, {235, 128, 128}), (Rgb{255, 255, 255})) << matrix;
    EXPECT_EQ(converted({matrix, true, 10}, 16, {1023, 512, 512}), (Rgb{65535, 65535, 65535}))
        << matrix;
    EXPECT_EQ(converted({matrix, false, 12}, 16, {256, 2048, 2048}), (Rgb{0, 0, 0})) << matrix;
  }
}

// Luma and chroma of pure red by the formulas of H.273, rounded to whole samples.
TEST(Ycbcr, RedIsRedByEachMatrix) {
  const auto expect_red = [](const YcbcrCoding& coding, std::array<unsigned, 3> sample) {
    const Rgb color = converted(coding, 8, sample);
    EXPECT_NEAR(color[0], 255, 2) << coding.matrix;
    EXPECT_NEAR(color[1], 0, 2) << coding.matrix;
    EXPECT_NEAR(color[2], 0, 2) << coding.matrix;
  };
  expect_red({6, true, 8}, {76, 85, 255});
  expect_red({6, false, 8}, {81, 90, 240});
  expect_red({1, false, 8}, {63, 102, 240});
  expect_red({9, false, 8}, {74, 97, 240});
  expect_red({8, true, 8}, {64, 64, 255});
}

TEST(Ycbcr, AMatrixThatIsNotToldIsThatOfBt601) {
  EXPECT_EQ(converted({2, true, 8}, 8, {76, 85, 255}), converted({6, true, 8}, 8, {76, 85, 255}));
}

TEST(Ycbcr, PlanesMayBeGreenBlueAndRed) {
  EXPECT_EQ(converted({0, true, 8}, 8, {10, 20, 30}), (Rgb{30, 10, 20}));
}

TEST(Ycbcr, APictureWithoutChromaIsGrey) {
  const auto color = YcbcrConversion({2, false, 8}, 8).grey(126);
  EXPECT_EQ(color.red, 128);
  EXPECT_EQ(color.green, 128);
  EXPECT_EQ(color.blue, 128);
}

TEST(Ycbcr, SamplesOutsideOfTheRangeAreCutOff) {
  EXPECT_EQ(converted({6, false, 8}, 8, {255, 128, 255}), (Rgb{255, 175, 255}));
  EXPECT_EQ(converted({6, false, 8}, 8, {0, 128, 128}), (Rgb{0, 0, 0}));
}

}  // namespace
}  // namespace audmg::heif

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/zimg/resize.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <vector>

namespace audmg::zimg {
namespace {

using testing::Each;
using Bytes = std::vector<std::uint8_t>;

constexpr std::array kAllBands{Bands::grey, Bands::grey_alpha, Bands::rgb, Bands::rgb_alpha};

struct Size {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
};

Bytes resized(const Bytes& source, Size from, Size to, Bands bands) {
  Bytes target(std::size_t{to.width} * to.height * count(bands), 0xEE);
  const auto done = resize({source, from.width, from.height},
                           {static_cast<double>(from.width), static_cast<double>(from.height)},
                           {std::span(target), to.width, to.height}, bands);
  EXPECT_TRUE(done.has_value()) << done.error().message;
  return target;
}

TEST(ZimgResize, KeepsAnEvenColorInEachBand) {
  for (const Bands bands : kAllBands) {
    for (const Size to : {Size{50, 37}, Size{1, 1}, Size{7, 100}, Size{300, 1}}) {
      const std::array<std::uint8_t, 4> pixel{10, 255, 97, 255};
      Bytes source;
      for (int i = 0; i < 300 * 113; ++i) {
        source.insert(source.end(), pixel.begin(),
                      pixel.begin() + static_cast<std::ptrdiff_t>(count(bands)));
      }
      const Bytes target = resized(source, {300, 113}, to, bands);
      for (std::size_t i = 0; i < target.size(); ++i) {
        ASSERT_NEAR(target[i], pixel[i % count(bands)], 1) << "band " << i % count(bands);
      }
    }
  }
}

TEST(ZimgResize, PutsEachPixelWhereItBelongs) {
  // A gradient to the right in red, downwards in green; blue stays.
  constexpr Size kFrom{640, 400};
  constexpr Size kTo{231, 144};
  Bytes source;
  for (std::uint32_t y = 0; y < kFrom.height; ++y) {
    for (std::uint32_t x = 0; x < kFrom.width; ++x) {
      source.push_back(static_cast<std::uint8_t>(x * 255 / (kFrom.width - 1)));
      source.push_back(static_cast<std::uint8_t>(y * 255 / (kFrom.height - 1)));
      source.push_back(7);
    }
  }
  const Bytes target = resized(source, kFrom, kTo, Bands::rgb);
  for (std::uint32_t y = 0; y < kTo.height; ++y) {
    for (std::uint32_t x = 0; x < kTo.width; ++x) {
      const std::uint8_t* pixel = &target[(std::size_t{y} * kTo.width + x) * 3];
      ASSERT_NEAR(pixel[0], (x + 0.5) * 255 / kTo.width, 2.0) << x << "," << y;
      ASSERT_NEAR(pixel[1], (y + 0.5) * 255 / kTo.height, 2.0) << x << "," << y;
      ASSERT_EQ(pixel[2], 7);
    }
  }
}

TEST(ZimgResize, LeavesOutWhatIsFinerThanTheTarget) {
  // Columns black and white in turn have no place in a picture of half the width: grey remains.
  Bytes source(std::size_t{512} * 64);
  for (std::size_t i = 0; i < source.size(); ++i) source[i] = i % 2 == 0 ? 0 : 255;
  const Bytes target = resized(source, {512, 64}, {200, 64}, Bands::grey);
  for (std::size_t x = 8; x < 192; ++x) ASSERT_NEAR(target[32 * 200 + x], 128, 12) << x;
}

TEST(ZimgResize, DoesNotMixInTheColorOfTransparentPixels) {
  // Opaque red beside transparent green: nothing of the result is green.
  constexpr std::uint32_t kSide = 64;
  Bytes source;
  for (std::uint32_t i = 0; i < kSide * kSide; ++i) {
    if (i % kSide < kSide / 2) {
      source.insert(source.end(), {255, 0, 0, 255});
    } else {
      source.insert(source.end(), {0, 255, 0, 0});
    }
  }
  const Bytes target = resized(source, {kSide, kSide}, {23, 23}, Bands::rgb_alpha);
  for (std::size_t i = 0; i < target.size(); i += 4) {
    if (target[i + 3] <= 8) continue;
    ASSERT_LT(target[i + 1], 8) << i / 4 % 23;
  }
  EXPECT_EQ(target[3], 255);
  EXPECT_EQ(target[22 * 4 + 3], 0);
}

TEST(ZimgResize, ShowsOnlyWhatItIsTold) {
  // The last column is white and left out.
  Bytes source(std::size_t{101} * 20, 0);
  for (std::size_t y = 0; y < 20; ++y) source[y * 101 + 100] = 255;
  Bytes target(std::size_t{25} * 20, 0xEE);
  const auto done = resize({source, 101, 20}, {80, 20}, {std::span(target), 25, 20}, Bands::grey);
  ASSERT_TRUE(done.has_value());
  EXPECT_THAT(target, Each(0));
}

TEST(ZimgResize, TakesThinAndTallPictures) {
  for (const Size from : {Size{1, 5000}, Size{5000, 1}, Size{3, 2}, Size{4097, 2}}) {
    const Bytes source(std::size_t{from.width} * from.height * 3, 200);
    const Size to{std::max(1U, from.width / 3), std::max(1U, from.height / 3)};
    for (const std::uint8_t sample : resized(source, from, to, Bands::rgb)) {
      ASSERT_NEAR(sample, 200, 1);
    }
  }
}

}  // namespace
}  // namespace audmg::zimg

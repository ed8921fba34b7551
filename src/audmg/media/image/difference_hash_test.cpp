// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/image/difference_hash.hpp"

#include "testbeds/image_testbed.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <charconv>
#include <cmath>
#include <functional>
#include <random>

namespace audmg::media {
namespace {

using Painter = std::function<double(double x, double y)>;  // grey from 0 to 1, places too

std::vector<std::uint8_t> painted(std::uint32_t width, std::uint32_t height, const Painter& grey) {
  std::vector<std::uint8_t> pixels;
  for (std::uint32_t y = 0; y < height; ++y) {
    for (std::uint32_t x = 0; x < width; ++x) {
      const double value = grey((x + 0.5) / width, (y + 0.5) / height);
      const auto sample = static_cast<std::uint8_t>(std::lround(255 * std::clamp(value, 0.0, 1.0)));
      pixels.insert(pixels.end(), {sample, sample, sample, 255});
    }
  }
  return pixels;
}

std::uint64_t hash_of(std::uint32_t width, std::uint32_t height, const Painter& grey) {
  return difference_hash(painted(width, height, grey), width, height);
}

/// A scene of soft blobs, as photos have.
Painter scene(unsigned seed) {
  std::minstd_rand random(seed);
  std::vector<std::array<double, 4>> blobs;  // place, size, brightness
  for (int i = 0; i < 12; ++i) {
    std::array<double, 4> blob{};
    for (double& number : blob) number = static_cast<double>(random() % 1000) / 1000;
    blobs.push_back(blob);
  }
  return [blobs](double x, double y) {
    double value = 0.3;
    for (const auto& [left, top, size, light] : blobs) {
      const double distance = std::hypot(x - left, y - top) / (0.08 + size / 4);
      value += (light - 0.5) * std::exp(-distance * distance);
    }
    return value;
  };
}

int distance(std::uint64_t a, std::uint64_t b) { return std::popcount(a ^ b); }

TEST(DifferenceHash, ReadsFromLeftToRight) {
  EXPECT_EQ(hash_of(90, 80, [](double x, double) { return x; }), ~std::uint64_t{0});
  EXPECT_EQ(hash_of(90, 80, [](double x, double) { return 1 - x; }), 0U);
  EXPECT_EQ(hash_of(90, 80, [](double x, double y) { return y < 0.125 ? x : 1 - x; }),
            0xFF00'0000'0000'0000U);
  EXPECT_EQ(hash_of(90, 80, [](double, double) { return 0.5; }), 0U);
}

TEST(DifferenceHash, TakesPicturesSmallerThanItself) {
  for (const auto& [width, height] : {std::pair{1U, 1U}, std::pair{1U, 100U}, std::pair{100U, 1U},
                                      std::pair{2U, 3U}, std::pair{10U, 9U}}) {
    const std::uint64_t hash = hash_of(width, height, [](double x, double) { return x; });
    EXPECT_EQ(hash != 0, width > 1) << width << "x" << height;
  }
}

TEST(DifferenceHash, IsNearlyTheSameForAScaledAndNoisyCopy) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    const Painter picture = scene(seed);
    const std::uint64_t hash = hash_of(100, 75, picture);
    EXPECT_LE(distance(hash, hash_of(61, 46, picture)), 4) << seed;
    std::minstd_rand random(seed);
    const Painter noisy = [&](double x, double y) {
      return picture(x, y) + (static_cast<double>(random() % 100) - 50) / 1500;
    };
    EXPECT_LE(distance(hash, hash_of(100, 75, noisy)), 5) << seed;
  }
}

TEST(DifferenceHash, DiffersForOtherPictures) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    const std::uint64_t hash = hash_of(100, 75, scene(seed));
    for (unsigned other = seed + 1; other <= 20; ++other) {
      EXPECT_GT(distance(hash, hash_of(100, 75, scene(other))), 10) << seed << " " << other;
    }
  }
}

TEST(DifferenceHash, TransparentPartsCountAsWhite) {
  std::vector<std::uint8_t> pixels(std::size_t{4} * 90 * 80, 0);
  EXPECT_EQ(difference_hash(pixels, 90, 80), 0U);
  for (std::size_t i = 0; i < pixels.size(); i += 4) {
    if (i / 4 % 90 < 45) pixels[i + 3] = 255;
  }
  EXPECT_NE(difference_hash(pixels, 90, 80), 0U);
}

std::uint64_t recorded(const RenderedImage& image) {
  if (!image.record || !image.record->image) return 0;
  const std::string& text = image.record->image->difference_hash;
  EXPECT_EQ(text.size(), 16U);
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value, 16);
  return value;
}

TEST(DifferenceHash, IsThatOfThePictureAsSeen) {
  const auto original = recorded(rendered(sample_image(".png"), "image/png"));
  EXPECT_NE(original, 0U);
  const SampleOptions large{.width = 1920, .height = 1280};
  EXPECT_LE(distance(original, recorded(rendered(sample_image(".jpg[Q=60]", large), "image/jpeg"))),
            4);
  const SampleOptions wide_gamut{.profile = "p3"};
  EXPECT_LE(distance(original, recorded(rendered(sample_image(".png", wide_gamut), "image/png"))),
            4);
  // Turned by 180 degrees in the file and back by its orientation, it is another picture.
  const auto turned =
      recorded(rendered(sample_image(".jpg[Q=90]", {.orientation = 3}), "image/jpeg"));
  EXPECT_GT(distance(original, turned), 4);
}

}  // namespace
}  // namespace audmg::media

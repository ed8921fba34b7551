// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/color/srgb_conversion.hpp"

#include "audmg/media/color/matrix.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace audmg::media {
namespace {

constexpr unsigned kBt709Primaries = 1;
constexpr unsigned kBt2020Primaries = 9;
constexpr unsigned kDisplayP3 = 12;
constexpr unsigned kSrgbCurve = 13;
constexpr unsigned kPq = 16;
constexpr unsigned kHlg = 18;

using Bytes = std::vector<std::uint8_t>;

Bytes converted(const ColorCoding& coding, const Bytes& source, std::size_t bands = 3) {
  Bytes target(source.size() / bands * (bands % 2 == 0 ? 4 : 3), 0xEE);
  SrgbConversion(coding).convert(source, bands, target);
  return target;
}

/// Converts one grey of 16 bits, given as a fraction.
int grey(const ColorCoding& coding, double sample) {
  const std::vector<std::uint16_t> source(3, static_cast<std::uint16_t>(sample * 65'535));
  Bytes target(3, 0xEE);
  SrgbConversion(coding).convert(source, 3, target);
  EXPECT_NEAR(target[0], target[1], 1);
  EXPECT_NEAR(target[0], target[2], 1);
  return target[0];
}

/// Converts greys of 16 bits from black to white.
std::vector<int> greys(const ColorCoding& coding) {
  std::vector<std::uint16_t> source;
  for (unsigned sample = 0; sample <= 65'535; sample += 257) {
    source.push_back(static_cast<std::uint16_t>(sample));
  }
  Bytes target(source.size() * 3);
  SrgbConversion(coding).convert(source, 1, target);
  std::vector<int> result;
  for (std::size_t i = 0; i < target.size(); i += 3) result.push_back(target[i]);
  return result;
}

void expect_near(const Bytes& seen, const Bytes& expected, int tolerance) {
  ASSERT_EQ(seen.size(), expected.size());
  for (std::size_t i = 0; i < seen.size(); ++i) {
    EXPECT_NEAR(seen[i], expected[i], tolerance) << "sample " << i;
  }
}

TEST(SrgbConversion, KeepsWhatIsSrgb) {
  const ColorCoding srgb = coding_of_code_points(kBt709Primaries, kSrgbCurve);
  EXPECT_TRUE(is_srgb(srgb));
  Bytes all;
  for (int i = 0; i < 256; ++i) all.push_back(static_cast<std::uint8_t>(i));
  all.insert(all.end(), {0, 128});
  expect_near(converted(srgb, all), all, 1);
}

TEST(SrgbConversion, PutsPureRedOfSrgbWhereItBelongs) {
  // Pure red of sRGB in other codings, to eight bits.
  expect_near(converted(coding_of_code_points(kDisplayP3, kSrgbCurve), {234, 51, 35}), {255, 0, 0},
              4);
  expect_near(converted(coding_of_code_points(kBt2020Primaries, kSrgbCurve), {207, 75, 34}),
              {255, 0, 0}, 10);
}

TEST(SrgbConversion, CutsOffWhatSrgbDoesNotHave) {
  expect_near(converted(coding_of_code_points(kDisplayP3, kSrgbCurve), {0, 255, 0}), {0, 255, 0},
              1);
}

TEST(SrgbConversion, TakesGreyAndAlpha) {
  const ColorCoding coding = coding_of_code_points(kDisplayP3, kSrgbCurve);
  expect_near(converted(coding, {0, 90, 255}, 1), {0, 0, 0, 90, 90, 90, 255, 255, 255}, 1);
  expect_near(converted(coding, {90, 7}, 2), {90, 90, 90, 7}, 1);
  expect_near(converted(coding, {90, 90, 90, 7}, 4), {90, 90, 90, 7}, 1);
}

TEST(SrgbConversion, KnowsTheCurvesOfTelevision) {
  EXPECT_NEAR(grey(coding_of_code_points(kBt709Primaries, 4), 0.5), 128, 2);  // 2.2
  EXPECT_NEAR(grey(coding_of_code_points(kBt709Primaries, 5), 0.5), 104, 2);  // 2.8
  EXPECT_NEAR(grey(coding_of_code_points(kBt709Primaries, 8), 0.2140), 128, 2);
  EXPECT_NEAR(grey(coding_of_code_points(kBt709Primaries, 1), 0.5), 121, 2);  // 2.4
  for (const unsigned curve : {1U, 4U, 5U, 6U, 7U, 8U, 9U, 10U, 13U, 14U, 15U, 17U}) {
    const auto shown = greys(coding_of_code_points(kBt709Primaries, curve));
    EXPECT_TRUE(std::ranges::is_sorted(shown)) << curve;
    EXPECT_EQ(shown.front(), 0) << curve;
    EXPECT_EQ(shown.back(), 255) << curve;
  }
}

TEST(SrgbConversion, NarrowRangeIsWidened) {
  ColorCoding coding = coding_of_code_points(kBt709Primaries, kSrgbCurve);
  coding.is_full_range = false;
  EXPECT_FALSE(is_srgb(coding));
  expect_near(converted(coding, {16, 126, 235}), {0, 128, 255}, 1);
  expect_near(converted(coding, {0, 126, 255}), {0, 128, 255}, 1);
}

TEST(SrgbConversion, HighDynamicRangeIsCompressed) {
  for (const unsigned curve : {kPq, kHlg}) {
    const ColorCoding coding = coding_of_code_points(kBt2020Primaries, curve);
    EXPECT_TRUE(is_high_dynamic_range(coding));
    const auto shown = greys(coding);
    EXPECT_TRUE(std::ranges::is_sorted(shown)) << curve;
    EXPECT_EQ(shown.front(), 0) << curve;
    EXPECT_EQ(shown.back(), 255) << curve;
  }
  // Reference white is the same light in both: 203 cd/m2.
  const int white = grey(coding_of_code_points(kBt2020Primaries, kPq), 0.5807);
  EXPECT_NEAR(grey(coding_of_code_points(kBt2020Primaries, kHlg), 0.75), white, 2);
}

// As Chromium 156 shows greys of these samples.
TEST(SrgbConversion, HighDynamicRangeLooksAsInABrowser) {
  ColorCoding coding = coding_of_code_points(kBt2020Primaries, kPq);
  const auto at = [&](int step) { return grey(coding, step / 127.0); };
  EXPECT_NEAR(at(32), 30, 1);
  EXPECT_NEAR(at(64), 133, 1);
  EXPECT_NEAR(at(72), 177, 1);
  EXPECT_NEAR(at(88), 237, 1);
  coding.peak_luminance = 400;
  EXPECT_NEAR(at(64), 164, 1);
  EXPECT_NEAR(at(72), 216, 1);
  coding.peak_luminance = 4000;
  EXPECT_NEAR(at(72), 177, 1);
  EXPECT_NEAR(at(112), 251, 1);
  coding = coding_of_code_points(kBt709Primaries, kHlg);
  EXPECT_NEAR(at(64), 100, 1);
  EXPECT_NEAR(at(120), 244, 1);
}

TEST(SrgbConversion, APeakNoBrighterThanWhiteIsNotCompressed) {
  ColorCoding coding = coding_of_code_points(kBt2020Primaries, kPq);
  coding.peak_luminance = 203;
  EXPECT_NEAR(grey(coding, 0.5807), 255, 2);
}

TEST(SrgbConversion, AllCodePointsAndPeaksAreTaken) {
  for (unsigned primaries = 0; primaries < 30; ++primaries) {
    const Bytes seen =
        converted(coding_of_code_points(primaries, primaries), {0, 0, 0, 255, 255, 255});
    EXPECT_LE(seen[0], 1) << primaries;
    EXPECT_GE(seen[4], 235) << primaries;
  }
  for (const double peak : {0.0, 1.0, 203.0, 204.0, 500.0, 1e9}) {
    ColorCoding coding = coding_of_code_points(kBt2020Primaries, kPq);
    coding.peak_luminance = peak;
    const auto shown = greys(coding);
    EXPECT_TRUE(std::ranges::is_sorted(shown)) << peak;
    EXPECT_EQ(shown.back(), 255) << peak;
  }
}

TEST(Matrix, LeadsThereAndBack) {
  const Primaries p3 = coding_of_code_points(kDisplayP3, kSrgbCurve).primaries;
  const Primaries film = coding_of_code_points(8, kSrgbCurve).primaries;
  for (const Primaries& other : {p3, film}) {
    const Matrix both = between(other, Primaries{}) * between(Primaries{}, other);
    for (std::size_t row = 0; row < 3; ++row) {
      double sum = 0;
      for (std::size_t column = 0; column < 3; ++column) {
        EXPECT_NEAR(both[row][column], row == column ? 1 : 0, 1e-9);
        sum += between(other, Primaries{})[row][column];
      }
      EXPECT_NEAR(sum, 1, 1e-9);  // white stays white
    }
  }
  // As Apple and the W3C (CSS Color 4) give it.
  EXPECT_NEAR(between(p3, Primaries{})[0][0], 1.2249, 1e-3);
  EXPECT_NEAR(between(p3, Primaries{})[0][1], -0.2247, 1e-3);
}

}  // namespace
}  // namespace audmg::media

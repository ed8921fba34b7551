// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/ebur128/loudness_meter.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <vector>

namespace audmg::ebur128 {
namespace {

constexpr std::uint32_t kRate = 48'000;
constexpr Weight kStereo[] = {Weight::front, Weight::front};

std::vector<float> sine(double hertz, double amplitude, double seconds, double phase = 0) {
  std::vector<float> samples;
  for (int i = 0; i < seconds * kRate; ++i) {
    const double angle = 2 * std::numbers::pi * hertz * i / kRate + phase;
    const auto sample = static_cast<float>(amplitude * std::sin(angle));
    samples.insert(samples.end(), {sample, sample});
  }
  return samples;
}

// EBU Tech 3341, case 1: a stereo sine of 1 kHz at -23 dBFS has -23 LUFS.
TEST(LoudnessMeter, MeasuresTheReferenceTone) {
  auto meter = LoudnessMeter::open(kRate, kStereo);
  ASSERT_TRUE(meter.has_value());
  ASSERT_TRUE(meter->add(sine(1000, std::pow(10, -23.0 / 20), 20)).has_value());
  EXPECT_NEAR(meter->integrated_loudness().value_or(0), -23, 0.1);
}

// Samples that miss every crest: the wave is 3 dB higher than any of them.
TEST(LoudnessMeter, FindsPeaksBetweenSamples) {
  auto meter = LoudnessMeter::open(kRate, kStereo);
  ASSERT_TRUE(meter.has_value());
  ASSERT_TRUE(meter->add(sine(kRate / 4.0, 0.5, 1, std::numbers::pi / 4)).has_value());
  EXPECT_NEAR(meter->true_peak().value_or(0), -6, 0.4);
}

TEST(LoudnessMeter, WeighsChannels) {
  const auto loudness = [](Weight second) {
    const Weight channels[] = {Weight::none, second};
    auto meter = LoudnessMeter::open(kRate, channels);
    EXPECT_TRUE(meter->add(sine(1000, 0.1, 5)).has_value());
    return meter->integrated_loudness();
  };
  EXPECT_FALSE(loudness(Weight::none).has_value());
  EXPECT_NEAR(*loudness(Weight::surround) - *loudness(Weight::front), 1.5, 0.1);
}

TEST(LoudnessMeter, KnowsNothingOfSilenceAndOfAMoment) {
  auto meter = LoudnessMeter::open(kRate, kStereo);
  ASSERT_TRUE(meter.has_value());
  ASSERT_TRUE(meter->add(std::vector<float>(2 * kRate)).has_value());
  EXPECT_FALSE(meter->integrated_loudness().has_value());
  EXPECT_FALSE(meter->true_peak().has_value());
  auto brief = LoudnessMeter::open(kRate, kStereo);
  ASSERT_TRUE(brief->add(sine(1000, 0.5, 0.3)).has_value());
  EXPECT_FALSE(brief->integrated_loudness().has_value());
  EXPECT_TRUE(brief->true_peak().has_value());
}

TEST(LoudnessMeter, RefusesWhatItCannotMeasure) {
  EXPECT_FALSE(LoudnessMeter::open(kRate, {}).has_value());
  EXPECT_FALSE(LoudnessMeter::open(0, kStereo).has_value());
}

}  // namespace
}  // namespace audmg::ebur128

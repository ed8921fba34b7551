// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/color/srgb_conversion.hpp"

#include "audmg/media/color/matrix.hpp"

#include <algorithm>
#include <cmath>

namespace audmg::media {
namespace {

constexpr std::size_t kSteps = 4096;         // of samples
constexpr std::size_t kLightSteps = 16'384;  // a step of sRGB near black takes five of them
constexpr std::size_t kGammaSteps = 1024;
constexpr double kReferenceWhite = 203;  // cd/m2, ITU-R BT.2408
constexpr double kPqPeak = 10'000;       // cd/m2
constexpr double kHlgPeak = 1000;        // cd/m2, of the display that BT.2100 assumes
constexpr double kUsualPeak = 1000;      // cd/m2, of files that do not say theirs
constexpr Primaries kBt2020{{0.708, 0.292}, {0.170, 0.797}, {0.131, 0.046}, {0.3127, 0.3290}};
constexpr std::array<float, 3> kLuminance{0.2627F, 0.6780F, 0.0593F};  // of BT.2020's primaries

double from_srgb(double sample) {
  return sample <= 0.04045 ? sample / 12.92 : std::pow((sample + 0.055) / 1.055, 2.4);
}

double to_srgb_sample(double light) {
  return light <= 0.0031308 ? light * 12.92 : 1.055 * std::pow(light, 1 / 2.4) - 0.055;
}

// SMPTE ST 2084: cd/m2.
double from_pq(double sample) {
  constexpr double kM1 = 2610.0 / 16'384;
  constexpr double kM2 = 2523.0 / 32;
  constexpr double kC1 = 3424.0 / 4096;
  constexpr double kC2 = 2413.0 / 128;
  constexpr double kC3 = 2392.0 / 128;
  const double root = std::pow(sample, 1 / kM2);
  return kPqPeak * std::pow(std::max(0.0, root - kC1) / (kC2 - kC3 * root), 1 / kM1);
}

// ITU-R BT.2100: light of the scene, up to 1.
double from_hlg(double sample) {
  constexpr double kA = 0.17883277;
  constexpr double kB = 0.28466892;
  constexpr double kC = 0.55991073;
  return sample <= 0.5 ? sample * sample / 3 : (std::exp((sample - kC) / kA) + kB) / 12;
}

// The inverse of each curve of H.273 table 3, with 1 for white.
double light_of(const ColorCoding& coding, double sample) {
  switch (coding.transfer) {
    case Transfer::srgb:
      return from_srgb(sample);
    case Transfer::power:
      return std::pow(sample, coding.exponent);
    case Transfer::smpte240:
      return sample < 0.0913 ? sample / 4 : std::pow((sample + 0.1115) / 1.1115, 1 / 0.45);
    case Transfer::smpte428:
      return std::pow(sample, 2.6) * 52.37 / 48;
    case Transfer::pq:
      return from_pq(sample) / kReferenceWhite;
    case Transfer::hlg:
      return from_hlg(sample);
  }
  return sample;
}

std::vector<float> light_table(const ColorCoding& coding) {
  constexpr double kBlack = 16.0 / 255;
  constexpr double kNarrowRange = 219.0 / 255;
  std::vector<float> table(kSteps);
  for (std::size_t i = 0; i < kSteps; ++i) {
    double sample = static_cast<double>(i) / (kSteps - 1);
    if (!coding.is_full_range) sample = std::clamp((sample - kBlack) / kNarrowRange, 0.0, 1.0);
    table[i] = static_cast<float>(light_of(coding, sample));
  }
  return table;
}

std::vector<std::uint8_t> srgb_table() {
  std::vector<std::uint8_t> table(kLightSteps);
  for (std::size_t i = 0; i < kLightSteps; ++i) {
    const double light = static_cast<double>(i) / (kLightSteps - 1);
    table[i] = static_cast<std::uint8_t>(std::lround(255 * to_srgb_sample(light)));
  }
  return table;
}

// HLG's light of the display is that of the scene, times its luminance to the power of the system
// gamma (1.2) less 1.
std::vector<float> system_gamma_table() {
  std::vector<float> table(kGammaSteps);
  for (std::size_t i = 0; i < kGammaSteps; ++i) {
    const double luminance = static_cast<double>(i) / (kGammaSteps - 1);
    table[i] = static_cast<float>(kHlgPeak / kReferenceWhite * std::pow(luminance, 0.2));
  }
  return table;
}

double peak_of(const ColorCoding& coding) {
  if (coding.transfer == Transfer::hlg) return kHlgPeak / kReferenceWhite;
  if (coding.peak_luminance <= 0) return kUsualPeak / kReferenceWhite;
  return std::clamp(coding.peak_luminance, kReferenceWhite, kPqPeak) / kReferenceWhite;
}

double white_of(double peak) {
  const double usual = std::log2(kUsualPeak / kReferenceWhite);
  return 1 - 0.5 * std::min(1.0, std::log2(peak) / usual);
}

template <class Narrow>
Narrow narrowed(const Matrix& matrix) {
  Narrow result{};
  for (std::size_t row = 0; row < 3; ++row) {
    for (std::size_t i = 0; i < 3; ++i) result[row][i] = static_cast<float>(matrix[row][i]);
  }
  return result;
}

std::size_t step_of(std::uint8_t sample) { return (std::size_t{sample} << 4) | (sample >> 4); }
std::size_t step_of(std::uint16_t sample) { return sample >> 4; }

std::uint8_t to_byte(std::uint8_t sample) { return sample; }
std::uint8_t to_byte(std::uint16_t sample) { return static_cast<std::uint8_t>(sample >> 8); }

}  // namespace

SrgbConversion::SrgbConversion(const ColorCoding& coding)
    : light_(light_table(coding)),
      srgb_(srgb_table()),
      is_compressed_(is_high_dynamic_range(coding)),
      peak_(static_cast<float>(peak_of(coding))),
      white_(static_cast<float>(white_of(peak_of(coding)))) {
  const Primaries working = is_compressed_ ? kBt2020 : Primaries{};
  to_working_ = narrowed<FloatMatrix>(between(coding.primaries, working));
  to_srgb_ = narrowed<FloatMatrix>(between(kBt2020, Primaries{}));
  if (coding.transfer == Transfer::hlg) system_gamma_ = system_gamma_table();
}

SrgbConversion::Color SrgbConversion::multiply(const FloatMatrix& matrix, const Color& color) {
  const auto row = [&](std::size_t i) {
    return matrix[i][0] * color.red + matrix[i][1] * color.green + matrix[i][2] * color.blue;
  };
  return {row(0), row(1), row(2)};
}

SrgbConversion::Color SrgbConversion::compress(const Color& color) const {
  float scale = 1;
  if (!system_gamma_.empty()) {
    const float luminance = std::clamp(
        kLuminance[0] * color.red + kLuminance[1] * color.green + kLuminance[2] * color.blue, 0.0F,
        1.0F);
    scale = system_gamma_[static_cast<std::size_t>(luminance * (kGammaSteps - 1) + 0.5F)];
  }
  // All three get the factor of the brightest, so that hues stay.
  const float brightest = scale * std::max({color.red, color.green, color.blue});
  if (brightest > 0) scale *= tone_mapped(brightest) / brightest;
  return multiply(to_srgb_, {scale * color.red, scale * color.green, scale * color.blue});
}

// Up to reference white a straight line; from there to the peak, which becomes 1, a quadratic
// Bezier curve that goes on in the line's direction.
float SrgbConversion::tone_mapped(float light) const {
  if (light >= peak_) return 1;
  if (light <= 1) return light * white_;
  constexpr float kBend = 0.65F;
  const float middle = 1 - kBend + kBend / white_;
  const float middle_out = (1 - kBend) * white_ + kBend;
  const float square = 1 - 2 * middle + peak_;
  const float linear = 2 * (middle - 1);
  const float root = std::sqrt(linear * linear + 4 * square * (light - 1));
  const float t =
      2 * (light - 1) / (linear + root);  // a form that has no difference of near values
  return ((white_ - 2 * middle_out + 1) * t + 2 * (middle_out - white_)) * t + white_;
}

std::uint8_t SrgbConversion::encode(float light) const {
  const float inside = std::clamp(light, 0.0F, 1.0F);
  return srgb_[static_cast<std::size_t>(inside * (kLightSteps - 1) + 0.5F)];
}

template <class Sample>
void SrgbConversion::convert_each(std::span<const Sample> source, std::size_t bands,
                                  std::span<std::uint8_t> target) const {
  const bool has_alpha = bands == 2 || bands == 4;
  const bool is_grey = bands < 3;
  std::uint8_t* out = target.data();
  for (std::size_t i = 0; i + bands <= source.size(); i += bands) {
    const Sample* pixel = source.data() + i;
    Color color;
    color.red = light_[step_of(pixel[0])];
    color.green = is_grey ? color.red : light_[step_of(pixel[1])];
    color.blue = is_grey ? color.red : light_[step_of(pixel[2])];
    color = multiply(to_working_, color);
    if (is_compressed_) color = compress(color);
    *out++ = encode(color.red);
    *out++ = encode(color.green);
    *out++ = encode(color.blue);
    if (has_alpha) *out++ = to_byte(pixel[bands - 1]);
  }
}

void SrgbConversion::convert(std::span<const std::uint8_t> source, std::size_t bands,
                             std::span<std::uint8_t> target) const {
  convert_each(source, bands, target);
}

void SrgbConversion::convert(std::span<const std::uint16_t> source, std::size_t bands,
                             std::span<std::uint8_t> target) const {
  convert_each(source, bands, target);
}

}  // namespace audmg::media

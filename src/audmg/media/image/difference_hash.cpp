// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/image/difference_hash.hpp"

#include "audmg/core/result.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace audmg::media {
namespace {

constexpr std::uint32_t kColumns = 9;
constexpr std::uint32_t kRows = 8;
/// In steps of grey from 0 to 255: where a picture is even, noise must not decide.
constexpr double kLeastDifference = 0.5;

double grey_of(const std::uint8_t* pixel) {
  constexpr double kWhite = 255;
  const double luma = 0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2];
  const double alpha = pixel[3] / kWhite;
  return luma * alpha + kWhite * (1 - alpha);
}

/// Returns `parts` averages of `count` samples that lie `stride` apart; each covers an equal share,
/// if necessary with fractions of samples.
template <std::uint32_t kParts>
std::array<double, kParts> averages(const double* samples, std::uint32_t count,
                                    std::size_t stride) {
  std::array<double, kParts> result{};
  const double share = static_cast<double>(count) / kParts;
  for (std::uint32_t part = 0; part < kParts; ++part) {
    const double begin = part * share;
    const double end = std::min(static_cast<double>(count), begin + share);
    for (auto i = static_cast<std::uint32_t>(begin); i < count && i < end; ++i) {
      const double covered = std::min(end, i + 1.0) - std::max(begin, static_cast<double>(i));
      result[part] += samples[i * stride] * covered / share;
    }
  }
  return result;
}

}  // namespace

std::uint64_t difference_hash(std::span<const std::uint8_t> pixels, std::uint32_t width,
                              std::uint32_t height) {
  AUDMG_ASSERT(width > 0 && height > 0);
  AUDMG_ASSERT(pixels.size() == std::size_t{4} * width * height);
  std::vector<double> columns;  // row by row
  columns.reserve(std::size_t{kColumns} * height);
  std::vector<double> row(width);
  for (std::uint32_t y = 0; y < height; ++y) {
    const std::uint8_t* pixel = pixels.data() + std::size_t{4} * width * y;
    for (std::uint32_t x = 0; x < width; ++x) row[x] = grey_of(pixel + std::size_t{4} * x);
    const auto parts = averages<kColumns>(row.data(), width, 1);
    columns.insert(columns.end(), parts.begin(), parts.end());
  }
  std::array<std::array<double, kRows>, kColumns> areas{};
  for (std::uint32_t x = 0; x < kColumns; ++x) {
    areas[x] = averages<kRows>(columns.data() + x, height, kColumns);
  }
  std::uint64_t hash = 0;
  for (std::uint32_t y = 0; y < kRows; ++y) {
    for (std::uint32_t x = 0; x + 1 < kColumns; ++x) {
      const bool is_darker = areas[x + 1][y] - areas[x][y] > kLeastDifference;
      hash = (hash << 1U) | (is_darker ? 1U : 0U);
    }
  }
  return hash;
}

}  // namespace audmg::media

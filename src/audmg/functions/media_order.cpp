// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/media_order.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace audmg::functions {
namespace {

/// A photograph of that many bytes costs as much as two small ones.
constexpr std::uint64_t kBytesOfPicture = std::uint64_t{16} * 1024 * 1024;
/// Bytes of a second of sound: two channels of CD quality, compressed without loss, or well with.
constexpr std::uint64_t kLosslessBytesPerSecond = 100'000;
constexpr std::uint64_t kLossyBytesPerSecond = 16'000;
/// Sound that takes as long to decode as a photograph.
constexpr std::uint64_t kSecondsPerCost = 60;
/// Bytes that are read from a store in the time that a photograph takes.
constexpr std::uint64_t kBytesOfReading = std::uint64_t{32} * 1024 * 1024;
/// A recording of this length is a long one.
constexpr std::uint64_t kLongSeconds = std::uint64_t{30} * 60;

constexpr std::array<std::string_view, 3> kLosslessTypes{"audio/flac", "audio/wav", "audio/aiff"};

std::uint64_t estimated_seconds(const database::File& file) noexcept {
  const bool lossless =
      std::ranges::find(kLosslessTypes, file.content_type) != kLosslessTypes.end();
  return file.size / (lossless ? kLosslessBytesPerSecond : kLossyBytesPerSecond);
}

std::uint32_t cost(std::uint64_t units) noexcept {
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(1 + units, kMaxMessageCost));
}

}  // namespace

MessageOrder media_order(const database::File& file) noexcept {
  if (file.kind == database::FileKind::image) return {.cost = cost(file.size / kBytesOfPicture)};
  const std::uint64_t seconds = estimated_seconds(file);
  return {.priority = seconds < kLongSeconds ? Priority::normal : Priority::low,
          .cost = cost(seconds / kSecondsPerCost)};
}

MessageOrder rebuild_order(const database::File& file) noexcept {
  return {.priority = Priority::background, .cost = media_order(file).cost};
}

MessageOrder late_digests_order(const database::File& file) noexcept {
  return {.priority = Priority::low, .cost = cost(file.size / kBytesOfReading)};
}

}  // namespace audmg::functions

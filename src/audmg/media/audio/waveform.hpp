// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace audmg::media {

/// Collects the peaks of a stream of samples, all channels mixed, as audiowaveform does, and writes
/// them in its data format: version 2, one channel, 8 bits (docs/formats/waveform.md).
class Waveform {
 public:
  Waveform(std::uint32_t sample_rate, std::uint32_t channels, std::uint32_t pixels_per_second);

  /// Adds interleaved samples, complete for all channels; full scale is 1.
  void add(std::span<const float> samples);
  /// Turns the remaining samples into one last pixel. Call it after the last add().
  void finish();

  /// Adds `pixels` pixels that show the peaks of `window`, all of it; silence if it has none.
  /// Precondition: no samples are waiting for the end of their pixel.
  void add_stretched(const Waveform& window, std::size_t pixels);

  /// Returns a waveform of the same format without samples.
  [[nodiscard]] Waveform empty_copy() const;
  /// Returns the number of pixels that so much sound fills, the last one perhaps in part.
  [[nodiscard]] std::size_t pixels_for(double seconds) const;
  [[nodiscard]] std::size_t pixels() const noexcept { return peaks_.size() / 2; }

  [[nodiscard]] std::string binary() const;
  [[nodiscard]] std::string json() const;

 private:
  void end_pixel();
  void reset_pixel();

  std::uint32_t sample_rate_;
  std::size_t channels_;
  std::uint32_t samples_per_pixel_;
  std::uint32_t count_ = 0;  // samples in the current pixel
  float least_ = std::numeric_limits<float>::max();
  float most_ = std::numeric_limits<float>::lowest();
  std::vector<std::int8_t> peaks_;  // minimum and maximum of each pixel
};

}  // namespace audmg::media

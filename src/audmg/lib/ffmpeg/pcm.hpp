// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstdint>
#include <vector>

struct AVChannelLayout;

namespace audmg::ffmpeg {

/// Layout of samples in memory, and their meaning.
struct PcmFormat {
  std::uint32_t sample_rate = 0;  ///< hertz
  std::uint32_t channels = 0;
  /// FFmpeg's mask of the speakers (AV_CH_...) when the file names them, else 0.
  std::uint64_t speaker_mask = 0;
  int sample_format = 0;  ///< AVSampleFormat

  bool operator==(const PcmFormat&) const = default;
};

/// Returns the format of the same sound as interleaved 32-bit floats.
[[nodiscard]] PcmFormat as_interleaved_floats(PcmFormat format) noexcept;

/// Position of a channel, as loudness measurement distinguishes it.
enum class Speaker { front, low_frequency, surround };

/// Returns one speaker for each channel, in their order. Channels that the file does not name have
/// FFmpeg's default order for their number.
[[nodiscard]] std::vector<Speaker> speakers(const PcmFormat& format);

/// Sets `layout` to the channels of the format.
void describe_channels(const PcmFormat& format, AVChannelLayout& layout) noexcept;

}  // namespace audmg::ffmpeg

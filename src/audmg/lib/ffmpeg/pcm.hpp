// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstdint>
#include <vector>

struct AVChannelLayout;

namespace audmg::ffmpeg {

/// How samples lie in memory and what they mean.
struct PcmFormat {
  std::uint32_t sample_rate = 0;  ///< hertz
  std::uint32_t channels = 0;
  /// FFmpeg's mask of the speakers (AV_CH_...) when the file names them, else 0.
  std::uint64_t speaker_mask = 0;
  int sample_format = 0;  ///< AVSampleFormat

  bool operator==(const PcmFormat&) const = default;
};

/// The same sound as interleaved 32-bit floats.
[[nodiscard]] PcmFormat as_interleaved_floats(PcmFormat format) noexcept;

/// What a loudness measurement wants to know of a channel.
enum class Speaker { front, low_frequency, surround };

/// One for each channel, in their order. Channels that the file does not name are in FFmpeg's
/// default order for their number.
[[nodiscard]] std::vector<Speaker> speakers(const PcmFormat& format);

/// Sets `layout` to the channels of the format.
void describe_channels(const PcmFormat& format, AVChannelLayout& layout) noexcept;

}  // namespace audmg::ffmpeg

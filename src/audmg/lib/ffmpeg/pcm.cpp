// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/ffmpeg/pcm.hpp"

extern "C" {
#include <libavutil/channel_layout.h>
#include <libavutil/samplefmt.h>
}

#include <bit>

namespace audmg::ffmpeg {

PcmFormat as_interleaved_floats(PcmFormat format) noexcept {
  format.sample_format = AV_SAMPLE_FMT_FLT;
  return format;
}

void describe_channels(const PcmFormat& format, AVChannelLayout& layout) noexcept {
  // Two channels are left and right, whatever a file calls them.
  const bool is_named = format.channels > 2 &&
                        std::popcount(format.speaker_mask) == static_cast<int>(format.channels);
  ::av_channel_layout_uninit(&layout);
  if (!is_named || ::av_channel_layout_from_mask(&layout, format.speaker_mask) != 0) {
    ::av_channel_layout_default(&layout, static_cast<int>(format.channels));
  }
}

std::vector<Speaker> speakers(const PcmFormat& format) {
  AVChannelLayout layout{};
  describe_channels(format, layout);
  std::vector<Speaker> all;
  for (unsigned i = 0; i < format.channels; ++i) {
    switch (static_cast<int>(::av_channel_layout_channel_from_index(&layout, i))) {
      case AV_CHAN_LOW_FREQUENCY:
      case AV_CHAN_LOW_FREQUENCY_2:
        all.push_back(Speaker::low_frequency);
        break;
      case AV_CHAN_BACK_LEFT:
      case AV_CHAN_BACK_RIGHT:
      case AV_CHAN_BACK_CENTER:
      case AV_CHAN_SIDE_LEFT:
      case AV_CHAN_SIDE_RIGHT:
        all.push_back(Speaker::surround);
        break;
      default:
        all.push_back(Speaker::front);
    }
  }
  ::av_channel_layout_uninit(&layout);
  return all;
}

}  // namespace audmg::ffmpeg

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/ffmpeg/codec_context.hpp"
#include "audmg/lib/ffmpeg/frame.hpp"
#include "audmg/lib/ffmpeg/packet.hpp"
#include "audmg/lib/ffmpeg/pcm.hpp"

#include <cstddef>
#include <cstdint>
#include <utility>

namespace audmg::ffmpeg {

struct EncoderSettings {
  const char* encoder = "";       ///< FFmpeg's name: "libmp3lame"
  std::uint32_t bitrate = 0;      ///< bits per second
  std::uint32_t channels = 0;     ///< 1 or 2
  std::uint32_t sample_rate = 0;  ///< hertz; rounded to a supported rate, upwards if possible
  /// True for containers that store the codec's header separately (MP4).
  bool global_header = false;
};

/// Encodes an audio stream on the calling thread.
class Encoder {
 public:
  /// Errors: invalid_argument when the encoder does not support the settings.
  [[nodiscard]] static Result<Encoder> open(const EncoderSettings& settings);

  /// Required format of frames.
  [[nodiscard]] PcmFormat format() const noexcept;
  /// Samples in every frame but the last, which may be shorter.
  [[nodiscard]] std::size_t frame_samples() const noexcept;

  /// Precondition: receive() has returned false since the last frame, and the frame's time is set.
  [[nodiscard]] Result<void> send(const Frame& frame);
  [[nodiscard]] Result<void> send_end();
  /// Returns whether there was a packet.
  [[nodiscard]] Result<bool> receive(Packet& packet);

  [[nodiscard]] AVCodecContext* get() const noexcept { return handle_.get(); }

 private:
  explicit Encoder(CodecContext handle) noexcept : handle_(std::move(handle)) {}
  CodecContext handle_;
};

}  // namespace audmg::ffmpeg

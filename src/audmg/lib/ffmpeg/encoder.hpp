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
  std::uint32_t sample_rate = 0;  ///< hertz, at least what comes in; the next one it knows is taken
  /// True for containers that keep the codec's header apart (MP4).
  bool global_header = false;
};

/// Encodes an audio stream on the calling thread.
class Encoder {
 public:
  /// Errors: invalid_argument when the encoder does not take the settings.
  [[nodiscard]] static Result<Encoder> open(const EncoderSettings& settings);

  /// What frames must look like.
  [[nodiscard]] PcmFormat format() const noexcept;
  /// Samples of every frame but the last, which may be shorter.
  [[nodiscard]] std::size_t frame_samples() const noexcept;

  /// Precondition: receive() said false since the last frame; its time was set.
  [[nodiscard]] Result<void> send(const Frame& frame);
  [[nodiscard]] Result<void> send_end();
  /// True when there was a packet.
  [[nodiscard]] Result<bool> receive(Packet& packet);

  [[nodiscard]] AVCodecContext* get() const noexcept { return handle_.get(); }

 private:
  explicit Encoder(CodecContext handle) noexcept : handle_(std::move(handle)) {}
  CodecContext handle_;
};

}  // namespace audmg::ffmpeg

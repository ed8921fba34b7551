// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/ffmpeg/codec_context.hpp"
#include "audmg/lib/ffmpeg/demuxer.hpp"
#include "audmg/lib/ffmpeg/frame.hpp"
#include "audmg/lib/ffmpeg/packet.hpp"

#include <utility>

namespace audmg::ffmpeg {

/// Decodes an audio stream on the calling thread. What encoders put before and behind the sound is
/// left out where the container tells how much it is.
class Decoder {
 public:
  /// Only the decoders that are allowed. Errors: invalid_argument when there is none.
  [[nodiscard]] static Result<Decoder> open(const Demuxer& demuxer, const AllowedFormat& allowed);

  /// Precondition: receive() said false since the last packet. Errors: invalid_argument when the
  /// packet is damaged; the next one may be fine.
  [[nodiscard]] Result<void> send(const Packet& packet);
  /// After the last packet: gives out what is left.
  [[nodiscard]] Result<void> send_end();
  /// True when there was a frame. Errors: as send().
  [[nodiscard]] Result<bool> receive(Frame& frame);

 private:
  explicit Decoder(CodecContext handle) noexcept : handle_(std::move(handle)) {}
  CodecContext handle_;
};

}  // namespace audmg::ffmpeg

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

/// Decodes an audio stream on the calling thread. Drops the padding that encoders add before and
/// after the sound, where the container states its length.
class Decoder {
 public:
  /// Uses only the allowed decoders. Errors: invalid_argument when there is none.
  [[nodiscard]] static Result<Decoder> open(const Demuxer& demuxer, const AllowedFormat& allowed);

  /// Precondition: receive() has returned false since the last packet. Errors: invalid_argument
  /// when the packet is damaged; the next one may be fine.
  [[nodiscard]] Result<void> send(const Packet& packet);
  /// Call it after the last packet; receive() then returns what is left.
  [[nodiscard]] Result<void> send_end();
  /// Forgets what was sent, before a packet of another place.
  void flush() noexcept;
  /// Returns whether there was a frame. Errors: as send().
  [[nodiscard]] Result<bool> receive(Frame& frame);

 private:
  explicit Decoder(CodecContext handle) noexcept : handle_(std::move(handle)) {}
  CodecContext handle_;
};

}  // namespace audmg::ffmpeg

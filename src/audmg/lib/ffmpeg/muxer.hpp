// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/ffmpeg/byte_sink.hpp"
#include "audmg/lib/ffmpeg/encoder.hpp"
#include "audmg/lib/ffmpeg/packet.hpp"

#include <memory>

struct AVFormatContext;

namespace audmg::ffmpeg {

/// A container with one audio stream, without tags and with its index first.
class Muxer {
 public:
  /// `format` is FFmpeg's name: "mp3", "ipod", "mp4". Writes the header. Errors: out_of_space,
  /// too_large when the sink is full, internal.
  [[nodiscard]] static Result<Muxer> open(const char* format, ByteSink& sink,
                                          const Encoder& encoder);
  /// Returns true for containers that store the codec's header separately.
  [[nodiscard]] static bool wants_global_header(const char* format);

  /// Consumes the packet's content. Errors: as open().
  [[nodiscard]] Result<void> write(Packet& packet);
  /// Completes the file. Errors: as open().
  [[nodiscard]] Result<void> finish();

 private:
  struct Free {
    void operator()(AVFormatContext* handle) const noexcept;
  };
  explicit Muxer(AVFormatContext* handle) noexcept : handle_(handle) {}

  std::unique_ptr<AVFormatContext, Free> handle_;
};

}  // namespace audmg::ffmpeg

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/ffmpeg/byte_sink.hpp"
#include "audmg/lib/ffmpeg/converter.hpp"
#include "audmg/lib/ffmpeg/encoder.hpp"
#include "audmg/lib/ffmpeg/fifo.hpp"
#include "audmg/lib/ffmpeg/muxer.hpp"
#include "audmg/media/record/facts.hpp"
#include "audmg/media/rendition_plan.hpp"

#include <cstdint>
#include <memory>
#include <span>

namespace audmg::media {

/// Writes one audio rendition while the original is being decoded. It plays for exactly as many
/// samples as were added: the container tells players about the encoder's padding. It has at most
/// two channels and 48 kHz.
class AudioEncoding {
 public:
  /// Opens an encoding of interleaved floats in `format`. Writes to the file `descriptor`, at most
  /// `max_bytes`. Errors: out_of_space, too_large (over max_bytes), internal.
  [[nodiscard]] static Result<std::unique_ptr<AudioEncoding>> open(const AudioRecipe& recipe,
                                                                   const ffmpeg::PcmFormat& format,
                                                                   int descriptor,
                                                                   std::uint64_t max_bytes);

  /// Errors: as open().
  [[nodiscard]] Result<void> add(std::span<const float> samples);
  /// Completes the file and returns its description. Errors: as open().
  [[nodiscard]] Result<Rendition> finish();

 private:
  AudioEncoding(const AudioRecipe& recipe, const ffmpeg::PcmFormat& format, int descriptor,
                std::uint64_t max_bytes)
      : recipe_(recipe), format_(format), sink_(descriptor, max_bytes) {}
  [[nodiscard]] Result<void> start();
  [[nodiscard]] Result<void> take(const ffmpeg::Frame& converted);
  [[nodiscard]] Result<void> encode(std::size_t samples);
  [[nodiscard]] Result<void> write_packets();

  AudioRecipe recipe_;
  ffmpeg::PcmFormat format_;
  ffmpeg::ByteSink sink_;
  std::unique_ptr<ffmpeg::Encoder> encoder_;
  std::unique_ptr<ffmpeg::Muxer> muxer_;
  std::unique_ptr<ffmpeg::Converter> converter_;
  std::unique_ptr<ffmpeg::Fifo> fifo_;
  ffmpeg::Frame frame_;
  ffmpeg::Packet packet_;
  std::uint64_t samples_in_ = 0;   // at the rate of the original
  std::uint64_t samples_out_ = 0;  // given to the encoder, at its rate
};

}  // namespace audmg::media

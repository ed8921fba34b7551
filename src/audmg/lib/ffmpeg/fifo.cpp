// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/ffmpeg/fifo.hpp"

#include "audmg/lib/ffmpeg/error.hpp"

extern "C" {
#include <libavutil/audio_fifo.h>
#include <libavutil/frame.h>
}

namespace audmg::ffmpeg {
namespace {

constexpr int kFirstSamples = 8192;  // it grows when more come at once

}  // namespace

void Fifo::Free::operator()(AVAudioFifo* handle) const noexcept { ::av_audio_fifo_free(handle); }

Fifo::Fifo(const PcmFormat& format)
    : format_(format),
      handle_(::av_audio_fifo_alloc(static_cast<AVSampleFormat>(format.sample_format),
                                    static_cast<int>(format.channels), kFirstSamples)) {
  AUDMG_ASSERT(handle_ != nullptr);
}

Result<void> Fifo::write(const Frame& frame) {
  AVFrame* source = frame.get();
  const int result = ::av_audio_fifo_write(
      handle_.get(), reinterpret_cast<void**>(source->extended_data), source->nb_samples);
  if (result < 0) return std::unexpected(make_error(result, "keep samples"));
  return {};
}

Result<void> Fifo::read(std::size_t samples, Frame& frame) {
  AUDMG_CHECK(frame.allocate(format_, samples));
  const int result =
      ::av_audio_fifo_read(handle_.get(), reinterpret_cast<void**>(frame.get()->extended_data),
                           static_cast<int>(samples));
  if (result < 0) return std::unexpected(make_error(result, "take samples"));
  return {};
}

std::size_t Fifo::samples() const noexcept {
  return static_cast<std::size_t>(::av_audio_fifo_size(handle_.get()));
}

}  // namespace audmg::ffmpeg

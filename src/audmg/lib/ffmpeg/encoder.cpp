// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/ffmpeg/encoder.hpp"

#include "audmg/lib/ffmpeg/error.hpp"

extern "C" {
#include <libavcodec/avcodec.h>
}

#include <algorithm>
#include <cerrno>

namespace audmg::ffmpeg {
namespace {

// Lists that end with 0 and AV_SAMPLE_FMT_NONE; null if the encoder takes everything.
#if LIBAVCODEC_VERSION_INT >= AV_VERSION_INT(61, 13, 100)
const void* supported(const AVCodec& codec, AVCodecConfig config) {
  const void* values = nullptr;
  const int result = ::avcodec_get_supported_config(nullptr, &codec, config, 0, &values, nullptr);
  return result < 0 ? nullptr : values;
}
const int* sample_rates(const AVCodec& codec) {
  return static_cast<const int*>(supported(codec, AV_CODEC_CONFIG_SAMPLE_RATE));
}
const AVSampleFormat* sample_formats(const AVCodec& codec) {
  return static_cast<const AVSampleFormat*>(supported(codec, AV_CODEC_CONFIG_SAMPLE_FORMAT));
}
#else
const int* sample_rates(const AVCodec& codec) { return codec.supported_samplerates; }
const AVSampleFormat* sample_formats(const AVCodec& codec) { return codec.sample_fmts; }
#endif

// The lowest rate the encoder knows that loses nothing of `wanted`, else its highest one.
int nearest_rate(const AVCodec& codec, int wanted) {
  int next = 0;
  int highest = 0;
  for (const int* rate = sample_rates(codec); rate != nullptr && *rate != 0; ++rate) {
    highest = std::max(highest, *rate);
    if (*rate >= wanted && (next == 0 || *rate < next)) next = *rate;
  }
  return next != 0 ? next : highest != 0 ? highest : wanted;
}

// Float if the encoder takes it, which it does unless it takes integers only.
AVSampleFormat preferred_format(const AVCodec& codec) {
  const AVSampleFormat* const formats = sample_formats(codec);
  if (formats == nullptr) return AV_SAMPLE_FMT_FLTP;
  for (const AVSampleFormat* format = formats; *format != AV_SAMPLE_FMT_NONE; ++format) {
    if (*format == AV_SAMPLE_FMT_FLT || *format == AV_SAMPLE_FMT_FLTP) return *format;
  }
  return formats[0];
}

}  // namespace

Result<Encoder> Encoder::open(const EncoderSettings& settings) {
  const AVCodec* codec = ::avcodec_find_encoder_by_name(settings.encoder);
  if (codec == nullptr) {
    return std::unexpected(make_error(AVERROR_ENCODER_NOT_FOUND, settings.encoder));
  }
  CodecContext handle(::avcodec_alloc_context3(codec));
  AUDMG_ASSERT(handle != nullptr);
  handle->bit_rate = settings.bitrate;
  handle->sample_fmt = preferred_format(*codec);
  handle->sample_rate = nearest_rate(*codec, static_cast<int>(settings.sample_rate));
  handle->time_base = {1, handle->sample_rate};
  handle->thread_count = 1;
  // The same sound gives the same bytes, also by another version of the library where it can.
  handle->flags |= AV_CODEC_FLAG_BITEXACT;
  if (settings.global_header) handle->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
  ::av_channel_layout_default(&handle->ch_layout, static_cast<int>(settings.channels));
  const int result = ::avcodec_open2(handle.get(), codec, nullptr);
  if (result < 0) return std::unexpected(make_error(result, "open an encoder"));
  return Encoder(std::move(handle));
}

PcmFormat Encoder::format() const noexcept {
  return {static_cast<std::uint32_t>(handle_->sample_rate),
          static_cast<std::uint32_t>(handle_->ch_layout.nb_channels), 0, handle_->sample_fmt};
}

std::size_t Encoder::frame_samples() const noexcept {
  return static_cast<std::size_t>(handle_->frame_size);
}

Result<void> Encoder::send(const Frame& frame) {
  const int result = ::avcodec_send_frame(handle_.get(), frame.get());
  if (result < 0) return std::unexpected(make_error(result, "encode"));
  return {};
}

Result<void> Encoder::send_end() {
  const int result = ::avcodec_send_frame(handle_.get(), nullptr);
  if (result < 0) return std::unexpected(make_error(result, "encode"));
  return {};
}

Result<bool> Encoder::receive(Packet& packet) {
  const int result = ::avcodec_receive_packet(handle_.get(), packet.get());
  if (result == AVERROR(EAGAIN) || result == AVERROR_EOF) return false;
  if (result < 0) return std::unexpected(make_error(result, "encode"));
  return true;
}

}  // namespace audmg::ffmpeg

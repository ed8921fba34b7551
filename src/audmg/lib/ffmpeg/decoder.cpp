// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/ffmpeg/decoder.hpp"

#include "audmg/lib/ffmpeg/error.hpp"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/mem.h>
}

#include <cerrno>

namespace audmg::ffmpeg {
namespace {

// Decoders have many words for bytes that make no sense; after damage some also say EAGAIN once.
Error decode_error(int result) {
  const bool is_damage = result != AVERROR(ENOMEM) && result != AVERROR_EXIT;
  return make_error(is_damage ? AVERROR_INVALIDDATA : result, "decode");
}

}  // namespace

void FreeCodecContext::operator()(AVCodecContext* handle) const noexcept {
  ::avcodec_free_context(&handle);
}

Result<Decoder> Decoder::open(const Demuxer& demuxer, const AllowedFormat& allowed) {
  const AVCodecParameters* parameters = demuxer.stream()->codecpar;
  const AVCodec* codec = ::avcodec_find_decoder(parameters->codec_id);
  if (codec == nullptr) {
    return std::unexpected(make_error(AVERROR_DECODER_NOT_FOUND, "find a decoder"));
  }
  CodecContext handle(::avcodec_alloc_context3(codec));
  AUDMG_ASSERT(handle != nullptr);
  handle->codec_whitelist = ::av_strdup(allowed.decoders);
  handle->thread_count = 1;
  int result = ::avcodec_parameters_to_context(handle.get(), parameters);
  handle->pkt_timebase = demuxer.stream()->time_base;
  if (result >= 0) result = ::avcodec_open2(handle.get(), codec, nullptr);
  if (result < 0) return std::unexpected(make_error(result, "open a decoder"));
  return Decoder(std::move(handle));
}

Result<void> Decoder::send(const Packet& packet) {
  const int result = ::avcodec_send_packet(handle_.get(), packet.get());
  if (result < 0) return std::unexpected(decode_error(result));
  return {};
}

Result<void> Decoder::send_end() {
  const int result = ::avcodec_send_packet(handle_.get(), nullptr);
  if (result < 0) return std::unexpected(decode_error(result));
  return {};
}

void Decoder::flush() noexcept { ::avcodec_flush_buffers(handle_.get()); }

Result<bool> Decoder::receive(Frame& frame) {
  const int result = ::avcodec_receive_frame(handle_.get(), frame.get());
  if (result == AVERROR(EAGAIN) || result == AVERROR_EOF) return false;
  if (result < 0) return std::unexpected(decode_error(result));
  return true;
}

}  // namespace audmg::ffmpeg

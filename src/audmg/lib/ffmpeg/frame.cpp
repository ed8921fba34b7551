// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/ffmpeg/frame.hpp"

#include "audmg/lib/ffmpeg/error.hpp"

extern "C" {
#include <libavutil/frame.h>
#include <libavutil/samplefmt.h>
}

namespace audmg::ffmpeg {

void Frame::Free::operator()(AVFrame* handle) const noexcept { ::av_frame_free(&handle); }

Frame::Frame() : handle_(::av_frame_alloc()) { AUDMG_ASSERT(handle_ != nullptr); }

Result<void> Frame::allocate(const PcmFormat& format, std::size_t samples) {
  ::av_frame_unref(handle_.get());
  handle_->format = format.sample_format;
  handle_->sample_rate = static_cast<int>(format.sample_rate);
  handle_->nb_samples = static_cast<int>(samples);
  describe_channels(format, handle_->ch_layout);
  const int result = ::av_frame_get_buffer(handle_.get(), 0);
  if (result < 0) return std::unexpected(make_error(result, "allocate a frame"));
  return {};
}

PcmFormat Frame::format() const noexcept {
  const AVChannelLayout& layout = handle_->ch_layout;
  return {static_cast<std::uint32_t>(handle_->sample_rate),
          static_cast<std::uint32_t>(layout.nb_channels),
          layout.order == AV_CHANNEL_ORDER_NATIVE ? layout.u.mask : 0, handle_->format};
}

std::size_t Frame::samples() const noexcept {
  return static_cast<std::size_t>(handle_->nb_samples);
}

void Frame::set_samples(std::size_t samples) noexcept {
  handle_->nb_samples = static_cast<int>(samples);
}

void Frame::set_time(std::int64_t time) noexcept { handle_->pts = time; }

std::span<const float> Frame::floats() const noexcept {
  AUDMG_ASSERT(handle_->format == AV_SAMPLE_FMT_FLT);
  return {reinterpret_cast<const float*>(handle_->data[0]),
          samples() * static_cast<std::size_t>(handle_->ch_layout.nb_channels)};
}

}  // namespace audmg::ffmpeg

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/ffmpeg/converter.hpp"

#include "audmg/lib/ffmpeg/error.hpp"

extern "C" {
#include <libavutil/channel_layout.h>
#include <libavutil/frame.h>
#include <libavutil/opt.h>
#include <libswresample/swresample.h>
}

namespace audmg::ffmpeg {

void Converter::Free::operator()(SwrContext* handle) const noexcept { ::swr_free(&handle); }

Result<Converter> Converter::open(const PcmFormat& from, const PcmFormat& to) {
  AVChannelLayout in{};
  AVChannelLayout out{};
  describe_channels(from, in);
  describe_channels(to, out);
  SwrContext* handle = nullptr;
  int result = ::swr_alloc_set_opts2(&handle, &out, static_cast<AVSampleFormat>(to.sample_format),
                                     static_cast<int>(to.sample_rate), &in,
                                     static_cast<AVSampleFormat>(from.sample_format),
                                     static_cast<int>(from.sample_rate), 0, nullptr);
  ::av_channel_layout_uninit(&in);
  ::av_channel_layout_uninit(&out);
  Converter converter(from, to, handle);
  // For float samples libswresample would let a mix of many channels exceed full scale.
  if (result >= 0) result = ::av_opt_set_double(handle, "rematrix_maxval", 1.0, 0);
  if (result >= 0) result = ::swr_init(handle);
  if (result < 0) return std::unexpected(make_error(result, "convert samples"));
  return converter;
}

Result<const Frame*> Converter::convert(const Frame& input) {
  return run(const_cast<const unsigned char**>(input.get()->extended_data), input.samples());
}

Result<const Frame*> Converter::convert(std::span<const float> input) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(input.data());
  return run(&bytes, input.size() / from_.channels);
}

Result<const Frame*> Converter::flush() { return run(nullptr, 0); }

Result<const Frame*> Converter::run(const unsigned char** input, std::size_t samples) {
  const int most = ::swr_get_out_samples(handle_.get(), static_cast<int>(samples));
  if (most < 0) return std::unexpected(make_error(most, "convert samples"));
  const auto needed = static_cast<std::size_t>(most) + 1;
  if (needed > capacity_) {
    capacity_ = 0;
    AUDMG_CHECK(output_.allocate(to_, needed));
    capacity_ = needed;
  }
  const int count = ::swr_convert(handle_.get(), output_.get()->extended_data,
                                  static_cast<int>(capacity_), input, static_cast<int>(samples));
  if (count < 0) return std::unexpected(make_error(count, "convert samples"));
  output_.set_samples(static_cast<std::size_t>(count));
  return &output_;
}

}  // namespace audmg::ffmpeg

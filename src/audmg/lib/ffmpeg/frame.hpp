// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/ffmpeg/pcm.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

struct AVFrame;

namespace audmg::ffmpeg {

/// A piece of decoded sound. Empty until a Decoder fills it or allocate() is called.
class Frame {
 public:
  Frame();

  /// Makes room for `samples` of each channel in that format; discards the previous content.
  [[nodiscard]] Result<void> allocate(const PcmFormat& format, std::size_t samples);

  [[nodiscard]] PcmFormat format() const noexcept;
  /// Samples of each channel.
  [[nodiscard]] std::size_t samples() const noexcept;
  void set_samples(std::size_t samples) noexcept;
  void set_time(std::int64_t time) noexcept;
  /// Returns all samples in time order, interleaved by channel. Precondition: interleaved floats.
  [[nodiscard]] std::span<const float> floats() const noexcept;

  [[nodiscard]] AVFrame* get() const noexcept { return handle_.get(); }

 private:
  struct Free {
    void operator()(AVFrame* handle) const noexcept;
  };
  std::unique_ptr<AVFrame, Free> handle_;
};

}  // namespace audmg::ffmpeg

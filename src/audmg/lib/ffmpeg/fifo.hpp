// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/ffmpeg/frame.hpp"
#include "audmg/lib/ffmpeg/pcm.hpp"

#include <cstddef>
#include <memory>

struct AVAudioFifo;

namespace audmg::ffmpeg {

/// Cuts continuous sound into frames of another length.
class Fifo {
 public:
  explicit Fifo(const PcmFormat& format);

  [[nodiscard]] Result<void> write(const Frame& frame);
  /// Reads into a new buffer of `frame`. Precondition: samples() >= `samples`.
  [[nodiscard]] Result<void> read(std::size_t samples, Frame& frame);
  [[nodiscard]] std::size_t samples() const noexcept;

 private:
  struct Free {
    void operator()(AVAudioFifo* handle) const noexcept;
  };
  PcmFormat format_;
  std::unique_ptr<AVAudioFifo, Free> handle_;
};

}  // namespace audmg::ffmpeg

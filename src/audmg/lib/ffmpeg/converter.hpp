// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/ffmpeg/frame.hpp"
#include "audmg/lib/ffmpeg/pcm.hpp"

#include <cstddef>
#include <memory>
#include <span>

struct SwrContext;

namespace audmg::ffmpeg {

/// Changes sample format, sample rate and number of channels of continuous sound. A mix to fewer
/// channels cannot clip.
class Converter {
 public:
  /// Errors: invalid_argument when FFmpeg cannot convert between the two.
  [[nodiscard]] static Result<Converter> open(const PcmFormat& from, const PcmFormat& to);

  /// Converts a frame in the `from` format. The result, which may have no samples, is valid until
  /// the next call.
  [[nodiscard]] Result<const Frame*> convert(const Frame& input);
  /// As above. Precondition: `from` is interleaved floats.
  [[nodiscard]] Result<const Frame*> convert(std::span<const float> input);
  /// Returns the samples that a change of the sample rate still holds back, after the last input.
  [[nodiscard]] Result<const Frame*> flush();

 private:
  struct Free {
    void operator()(SwrContext* handle) const noexcept;
  };
  Converter(const PcmFormat& from, const PcmFormat& to, SwrContext* handle) noexcept
      : from_(from), to_(to), handle_(handle) {}
  [[nodiscard]] Result<const Frame*> run(const unsigned char** input, std::size_t samples);

  PcmFormat from_;
  PcmFormat to_;
  std::unique_ptr<SwrContext, Free> handle_;
  Frame output_;
  std::size_t capacity_ = 0;  ///< samples that output_ has room for
};

}  // namespace audmg::ffmpeg

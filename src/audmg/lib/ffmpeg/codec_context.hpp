// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <memory>

struct AVCodecContext;

namespace audmg::ffmpeg {

struct FreeCodecContext {
  void operator()(AVCodecContext* handle) const noexcept;
};
/// Context of a Decoder or an Encoder.
using CodecContext = std::unique_ptr<AVCodecContext, FreeCodecContext>;

}  // namespace audmg::ffmpeg

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/lib/ffmpeg/demuxer.hpp"
#include "audmg/media/audio/audio_reader.hpp"
#include "audmg/media/render/render.hpp"

#include <string>

namespace audmg::media {

/// Returns one sentence for the owner when the file has less sound than its header claims, when it
/// is an Ogg file whose last page is cut, or when `reader` lost the end; "" when it is whole. Other
/// files whose header tells no length (MP3 without a Xing header, ADTS) count as whole.
/// `heard_seconds` is the length of the sound that could be decoded.
[[nodiscard]] std::string describe_cut(const RenderTask& task, const AudioReader& reader,
                                       const ffmpeg::StreamClaims& claims, double heard_seconds);

}  // namespace audmg::media

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/ffmpeg/demuxer.hpp"
#include "audmg/media/render/render.hpp"

namespace audmg::media {

/// Whether every current browser plays the original as well as it would play a rendition: at once,
/// with the exact length, and from any place. That is so for
/// * MP3 in mono or stereo whose Xing or VBRI header tells its true length, or that has neither and
///   a constant bitrate (then the size tells it);
/// * AAC-LC in MP4 in mono or stereo up to 48 kHz, its index before the sound, not in fragments, as
///   long as the index says;
/// both up to 330 kbit/s. Not for what every browser can decode but nobody wants to stream (WAV,
/// FLAC), nor for AAC without a container, which has no index.
/// Walks over all packets of such a file, without decoding any. Errors: deadline_exceeded,
/// internal.
[[nodiscard]] Result<bool> plays_everywhere(const RenderTask& task,
                                            const ffmpeg::AllowedFormat& allowed,
                                            const ffmpeg::StreamClaims& claims);

}  // namespace audmg::media

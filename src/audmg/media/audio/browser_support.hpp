// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/ffmpeg/demuxer.hpp"
#include "audmg/media/render/render.hpp"

namespace audmg::media {

/// Returns whether every current browser plays the original as well as it would play a rendition:
/// immediately, with the exact length, and from any position. This is true for
/// * MP3 in mono or stereo whose Xing or VBRI header gives its true length, or that has neither and
///   a constant bitrate (then its size gives the length);
/// * AAC-LC in MP4 in mono or stereo up to 48 kHz, with its index before the sound, not fragmented,
///   and as long as the index says;
/// both up to 330 kbit/s. It is false for formats that every browser can decode but that are too
/// large to stream (WAV, FLAC), and for AAC without a container, which has no index.
/// Reads all packets of such a file without decoding any. Errors: deadline_exceeded, internal.
[[nodiscard]] Result<bool> plays_everywhere(const RenderTask& task,
                                            const ffmpeg::AllowedFormat& allowed,
                                            const ffmpeg::StreamClaims& claims);

}  // namespace audmg::media

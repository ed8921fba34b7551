// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/lib/ffmpeg/demuxer.hpp"
#include "audmg/media/audio/packet_survey.hpp"
#include "audmg/media/render/render.hpp"

#include <string_view>

namespace audmg::media {

// Every current browser plays, in mono and stereo,
// * MP3 up to 330 kbit/s whose Xing or VBRI header gives its true length, or that has neither and a
//   constant bitrate (then its size gives the length);
// * AAC-LC up to 48 kHz and 330 kbit/s in MP4 that is not fragmented and as long as its index says;
// * AAC-LC up to 48 kHz as a bare ADTS stream (not ADIF), though it estimates the length;
// * FLAC and integer PCM of 8, 16 or 24 bits in WAV up to 192 kHz, as long as the header says.
// All other originals need another form.

/// Returns whether the header describes such a file. Reads a few box headers of an MP4.
[[nodiscard]] bool is_played_format(const RenderTask& task, const ffmpeg::StreamClaims& claims);

/// Returns whether only the packets of such a file tell whether it plays well; else the length of
/// the sound does: has_true_length().
[[nodiscard]] bool packets_tell(std::string_view content_type);

/// Returns whether bitrate and length of a file in a played format, of which packets_tell(), are as
/// above.
[[nodiscard]] bool plays_well(std::string_view content_type, const ffmpeg::StreamClaims& claims,
                              const PacketSurvey& survey);

/// Returns whether the file is as long as its header says; true if that says nothing because the
/// format has no place for it (ADTS).
[[nodiscard]] bool has_true_length(std::string_view content_type,
                                   const ffmpeg::StreamClaims& claims, double seconds);

}  // namespace audmg::media

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/audio/audio_outline.hpp"

#include "audmg/lib/ffmpeg/byte_source.hpp"
#include "audmg/media/audio/audio_limits.hpp"
#include "audmg/media/audio/browser_support.hpp"
#include "audmg/media/audio/open_sound.hpp"
#include "audmg/media/audio/sampled_sound.hpp"

#include <algorithm>
#include <utility>

namespace audmg::media {
namespace {

/// Returns the length that the header claims; for PCM no more than there are bytes for.
std::optional<double> length_from_header(const RenderTask& task,
                                         const ffmpeg::StreamClaims& claims) {
  if (!claims.duration_seconds || claims.exact_bitrate == 0) return claims.duration_seconds;
  const double most =
      static_cast<double>(task.size) * 8 / static_cast<double>(claims.exact_bitrate);
  return std::min(*claims.duration_seconds, most);
}

/// A header that claims so much sound that only a part of it would be decoded is checked.
bool must_count(const ffmpeg::StreamClaims& claims, std::optional<double> seconds) {
  return claims.exact_bitrate == 0 && !claims.is_one_packet && (!seconds || is_sampled(*seconds));
}

}  // namespace

Result<AudioOutline> outline_audio(const RenderTask& task, const ffmpeg::AllowedFormat& allowed) {
  ffmpeg::ByteSource source(task.input, task.size, task.deadline);
  AUDMG_TRY(ffmpeg::Demuxer demuxer, open_sound(source, task, allowed));
  AudioOutline outline{.claims = demuxer.claims()};
  AUDMG_CHECK(check_claims(outline.claims, task.limits));
  outline.seconds = length_from_header(task, outline.claims);
  outline.plays_everywhere = is_played_format(task, outline.claims);
  const bool asks_packets = outline.plays_everywhere && packets_tell(task.content_type);
  if (asks_packets || must_count(outline.claims, outline.seconds)) {
    AUDMG_TRY(outline.survey, survey_packets(demuxer));
    outline.seconds = outline.survey->seconds;
    AUDMG_CHECK(check_duration(*outline.seconds, task.limits));
  }
  if (asks_packets) {
    outline.plays_everywhere = plays_well(task.content_type, outline.claims, *outline.survey);
  }
  return outline;
}

}  // namespace audmg::media

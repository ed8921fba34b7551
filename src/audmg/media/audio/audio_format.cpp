// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/audio/audio_format.hpp"

#include <array>

namespace audmg::media {
namespace {

struct Row {
  std::string_view content_type;
  ffmpeg::AllowedFormat format;
};

// FFmpeg recognises playlists and scripts under any name and has many decoders. So each type may
// use only one demuxer and the codecs that its container holds in practice. None of these decodes
// pictures; a cover is only copied.
constexpr std::array<Row, 7> kRows{{
    {"audio/mpeg", {"mp3", "mp3float,mp3,mp2float,mp2"}},
    {"audio/flac", {"flac", "flac"}},
    {"audio/ogg", {"ogg", "vorbis,opus,flac"}},
    {"audio/wav",
     {"wav",
      "pcm_u8,pcm_s16le,pcm_s24le,pcm_s32le,pcm_s64le,pcm_f32le,pcm_f64le,pcm_s16be,pcm_s24be,"
      "pcm_s32be,pcm_f32be,pcm_alaw,pcm_mulaw,adpcm_ms,adpcm_ima_wav,gsm_ms,mp3float"}},
    {"audio/mp4", {"mov", "aac,alac,mp3float,flac,opus"}},
    {"audio/aac", {"aac", "aac"}},
    {"audio/aiff",
     {"aiff",
      "pcm_s8,pcm_u8,pcm_s16be,pcm_s24be,pcm_s32be,pcm_f32be,pcm_f64be,pcm_s16le,pcm_s24le,"
      "pcm_s32le,pcm_alaw,pcm_mulaw,adpcm_ima_qt"}},
}};

}  // namespace

std::optional<ffmpeg::AllowedFormat> allowed_format(std::string_view content_type) {
  for (const Row& row : kRows) {
    if (row.content_type == content_type) return row.format;
  }
  return std::nullopt;
}

}  // namespace audmg::media

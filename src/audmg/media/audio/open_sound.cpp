// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/audio/open_sound.hpp"

#include "audmg/media/audio/audio_limits.hpp"
#include "audmg/media/types/adif_header.hpp"
#include "audmg/media/types/byte_window.hpp"
#include "audmg/media/types/open_file.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <optional>
#include <utility>

namespace audmg::media {
namespace {

/// Returns the end of the sound: where an ID3v1 tag begins, or the end of the file.
std::uint64_t sound_end(ByteWindow& bytes) {
  constexpr std::uint64_t kTagBytes = 128;
  const bool has_tag = bytes.size() > kTagBytes && bytes.is_at(bytes.size() - kTagBytes, "TAG");
  return bytes.size() - (has_tag ? kTagBytes : 0);
}

/// Returns the sound of an ADIF file, which FFmpeg has no demuxer for; nullopt for other files.
std::optional<ffmpeg::RawAac> find_raw_aac(const RenderTask& task) {
  if (task.content_type != "audio/aac") return std::nullopt;
  OpenFile file(task.input, task.size);
  ByteWindow bytes(file);
  auto header = find_adif_header(bytes);
  const std::uint64_t end = sound_end(bytes);
  if (!header || header->sound_offset > end) return std::nullopt;
  return ffmpeg::RawAac{
      .sound = {.offset = header->sound_offset, .size = end - header->sound_offset},
      .decoder_config = std::move(header->decoder_config),
      .profile = static_cast<int>(header->profile),
      .channels = header->channels,
      .sample_rate = header->sample_rate};
}

}  // namespace

Result<ffmpeg::Demuxer> open_sound(ffmpeg::ByteSource& source, const RenderTask& task,
                                   const ffmpeg::AllowedFormat& allowed) {
  if (const auto aac = find_raw_aac(task)) {
    if (aac->sound.size <= ffmpeg::kMaxRawAacBytes) {
      return ffmpeg::Demuxer::open_raw_aac(source, *aac);
    }
    return fail(ErrorCode::too_large, fmt::format("AAC with an ADIF header is decoded up to {} MB.",
                                                  ffmpeg::kMaxRawAacBytes / 1'000'000));
  }
  auto demuxer = ffmpeg::Demuxer::open(source, allowed);
  if (!demuxer) return std::unexpected(for_owner(std::move(demuxer).error()));
  return demuxer;
}

}  // namespace audmg::media

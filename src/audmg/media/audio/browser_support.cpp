// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/audio/browser_support.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <span>

namespace audmg::media {
namespace {

constexpr std::uint32_t kMaxBitrate = 330'000;       // bits per second: MP3's 320 k and its header
constexpr double kMaxLengthError = 0.05;             // seconds
constexpr std::uint32_t kMaxAacRate = 48'000;        // hertz
constexpr std::uint32_t kMaxLosslessRate = 192'000;  // hertz
constexpr std::uint32_t kMaxPlayedChannels = 2;

constexpr std::string_view kMp3 = "audio/mpeg";
constexpr std::string_view kMp4 = "audio/mp4";
constexpr std::string_view kAac = "audio/aac";
constexpr std::string_view kFlac = "audio/flac";
constexpr std::string_view kWav = "audio/wav";

/// Returns whether a box `moof` is among the first boxes of the file.
bool is_fragmented(const RenderTask& task) {
  constexpr int kMaxBoxes = 16;
  std::uint64_t offset = 0;
  for (int box = 0; box < kMaxBoxes; ++box) {
    std::array<unsigned char, 16> header{};
    if (task.input.read_at(offset, std::as_writable_bytes(std::span(header))) < 8) return false;
    std::uint64_t size = 0;
    for (const std::size_t i : {0, 1, 2, 3}) size = (size << 8U) | header[i];
    if (size == 1) {
      size = 0;
      for (std::size_t i = 8; i < 16; ++i) size = (size << 8U) | header[i];
    }
    const std::string_view type(reinterpret_cast<const char*>(header.data()) + 4, 4);
    if (type == "moof") return true;
    if (size < 8 || size > task.size - offset) return false;
    offset += size;
  }
  return false;
}

bool is_played_aac(const ffmpeg::StreamClaims& claims) {
  return claims.codec == "aac" && claims.profile == "LC" && claims.sample_rate <= kMaxAacRate;
}

bool is_played_pcm(std::string_view codec) {
  constexpr std::array<std::string_view, 3> kPlayed{"pcm_u8", "pcm_s16le", "pcm_s24le"};
  return std::ranges::find(kPlayed, codec) != kPlayed.end();
}

}  // namespace

bool is_played_format(const RenderTask& task, const ffmpeg::StreamClaims& claims) {
  if (claims.channels > kMaxPlayedChannels) return false;
  const std::string_view type = task.content_type;
  if (type == kMp3) return claims.codec == "mp3";
  if (type == kMp4) return is_played_aac(claims) && !is_fragmented(task);
  if (type == kAac) return is_played_aac(claims) && !claims.is_one_packet;
  const bool is_lossless =
      (type == kFlac && claims.codec == "flac") || (type == kWav && is_played_pcm(claims.codec));
  return is_lossless && claims.sample_rate <= kMaxLosslessRate;
}

bool packets_tell(std::string_view content_type) {
  return content_type == kMp3 || content_type == kMp4;
}

bool plays_well(std::string_view content_type, const ffmpeg::StreamClaims& claims,
                const PacketSurvey& survey) {
  if (!survey.is_complete || survey.bitrate() > kMaxBitrate) return false;
  if (!claims.duration_seconds) return content_type == kMp3 && survey.is_constant_bitrate();
  return has_true_length(content_type, claims, survey.seconds);
}

bool has_true_length(std::string_view content_type, const ffmpeg::StreamClaims& claims,
                     double seconds) {
  if (!claims.duration_seconds) return content_type == kAac;
  return std::abs(*claims.duration_seconds - seconds) <= kMaxLengthError;
}

}  // namespace audmg::media

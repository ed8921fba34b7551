// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/audio/audio_limits.hpp"

#include "audmg/core/decoder_memory.hpp"

#include <fmt/format.h>

#include <chrono>

namespace audmg::media {
namespace {

std::string in_words(std::chrono::seconds time) {
  const auto count = time.count();
  if (count % 3600 == 0) return fmt::format("{} h", count / 3600);
  if (count % 60 == 0) return fmt::format("{} min", count / 60);
  return fmt::format("{} s", count);
}

}  // namespace

Result<void> check_channels(std::uint32_t channels, const MediaLimits& limits) {
  if (channels == 0) return fail(ErrorCode::invalid_argument, "No audio could be decoded.");
  if (channels <= limits.max_channels) return {};
  return fail(ErrorCode::too_large,
              fmt::format("The audio has {} channels; at most {} are allowed.", channels,
                          limits.max_channels));
}

Result<void> check_sample_rate(std::uint32_t hertz) {
  if (hertz >= kMinSampleRate && hertz <= kMaxSampleRate) return {};
  return fail(ErrorCode::invalid_argument,
              fmt::format("The audio has a sample rate of {} Hz; from {} to {} Hz are supported.",
                          hertz, kMinSampleRate, kMaxSampleRate));
}

Result<void> check_duration(double seconds, const MediaLimits& limits) {
  if (seconds <= static_cast<double>(limits.max_audio.count())) return {};
  return fail(ErrorCode::too_large,
              fmt::format("The audio is longer than {} (AUDMG_MAX_AUDIO_DURATION).",
                          in_words(limits.max_audio)));
}

Result<void> check_claims(const ffmpeg::StreamClaims& claims, const MediaLimits& limits) {
  // Some headers leave these to the first frame.
  if (claims.channels != 0) AUDMG_CHECK(check_channels(claims.channels, limits));
  if (claims.sample_rate != 0) AUDMG_CHECK(check_sample_rate(claims.sample_rate));
  return check_duration(claims.duration_seconds.value_or(0), limits);
}

Error for_owner(Error error) {
  if (error.code == ErrorCode::invalid_argument) error.message = "No audio could be decoded.";
  if (error.code == ErrorCode::too_large) return beyond_decoder_memory().error();
  return error;
}

}  // namespace audmg::media

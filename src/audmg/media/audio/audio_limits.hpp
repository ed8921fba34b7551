// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/ffmpeg/demuxer.hpp"
#include "audmg/media/media_limits.hpp"

#include <cstdint>
#include <string>

namespace audmg::media {

/// Sample rates outside of these are no sound that anybody recorded, in hertz.
inline constexpr std::uint32_t kMinSampleRate = 1'000;
inline constexpr std::uint32_t kMaxSampleRate = 768'000;

/// Whether what a file claims, or what comes out of its decoder, may be decoded. Errors: too_large
/// or invalid_argument with a message for the file's owner.
[[nodiscard]] Result<void> check_channels(std::uint32_t channels, const MediaLimits& limits);
[[nodiscard]] Result<void> check_sample_rate(std::uint32_t hertz);
[[nodiscard]] Result<void> check_duration(double seconds, const MediaLimits& limits);
/// Of the header, as far as it tells.
[[nodiscard]] Result<void> check_claims(const ffmpeg::StreamClaims& claims,
                                        const MediaLimits& limits);

/// What the owner of a file that FFmpeg gave up on should read.
[[nodiscard]] Error for_owner(Error error);

}  // namespace audmg::media

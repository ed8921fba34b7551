// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/ffmpeg/demuxer.hpp"
#include "audmg/media/media_limits.hpp"

#include <cstdint>
#include <string>

namespace audmg::media {

/// Range of plausible sample rates, in hertz; nobody records sound outside it.
inline constexpr std::uint32_t kMinSampleRate = 1'000;
inline constexpr std::uint32_t kMaxSampleRate = 768'000;

/// Succeed when a value that the file claims, or that its decoder reports, is within the limits.
/// Errors: too_large or invalid_argument with a message for the file's owner.
[[nodiscard]] Result<void> check_channels(std::uint32_t channels, const MediaLimits& limits);
[[nodiscard]] Result<void> check_sample_rate(std::uint32_t hertz);
[[nodiscard]] Result<void> check_duration(double seconds, const MediaLimits& limits);
/// Checks the claims that the header makes; a missing claim passes.
[[nodiscard]] Result<void> check_claims(const ffmpeg::StreamClaims& claims,
                                        const MediaLimits& limits);

/// Returns the error of a file that FFmpeg could not decode, worded for the file's owner.
[[nodiscard]] Error for_owner(Error error);

}  // namespace audmg::media

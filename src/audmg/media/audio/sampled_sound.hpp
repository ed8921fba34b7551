// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/ebur128/loudness_meter.hpp"
#include "audmg/media/audio/audio_reader.hpp"
#include "audmg/media/audio/waveform.hpp"

#include <chrono>

namespace audmg::media {

/// Audio over this length is not decoded as a whole unless a form of it is demanded.
inline constexpr std::chrono::hours kSampledAudio{8};

[[nodiscard]] constexpr bool is_sampled(double seconds) noexcept {
  return seconds > std::chrono::duration<double>(kSampledAudio).count();
}

/// Decodes 360 windows of 10 s, spread evenly over the `seconds` of the file, by seeking. Adds them
/// to the loudness, and to the waveform each stretched over its 360th of the file, so that the
/// waveform is as long as the file. Precondition: `reader` knows its format(); the waveform is
/// empty. Errors: invalid_argument when most windows hold no sound that can be decoded, and as
/// AudioReader.
[[nodiscard]] Result<void> add_samples(AudioReader& reader, double seconds,
                                       ebur128::LoudnessMeter& loudness, Waveform& waveform);

}  // namespace audmg::media

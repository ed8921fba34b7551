// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/audio/sampled_sound.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>

namespace audmg::media {
namespace {

constexpr std::size_t kWindows = 360;
constexpr double kWindowSeconds = 10;

/// Decodes one window into the loudness and the peaks; nothing where there is no sound.
Result<void> decode_window(AudioReader& reader, double start, ebur128::LoudnessMeter& loudness,
                           Waveform& peaks) {
  AUDMG_TRY(const bool is_there, reader.go_to(start));
  if (!is_there) return {};
  const std::uint32_t channels = reader.format().channels;
  auto left = static_cast<std::uint64_t>(kWindowSeconds * reader.format().sample_rate) * channels;
  while (left > 0) {
    AUDMG_TRY(std::span<const float> samples, reader.next());
    if (samples.empty()) break;
    if (samples.size() > left) samples = samples.first(static_cast<std::size_t>(left));
    AUDMG_CHECK(loudness.add(samples));
    peaks.add(samples);
    left -= samples.size();
  }
  peaks.finish();
  return {};
}

}  // namespace

Result<void> add_samples(AudioReader& reader, double seconds, ebur128::LoudnessMeter& loudness,
                         Waveform& waveform) {
  const std::size_t pixels = waveform.pixels_for(seconds);
  const double share = seconds / kWindows;
  std::size_t silent = 0;
  for (std::size_t i = 0; i < kWindows; ++i) {
    Waveform peaks = waveform.empty_copy();
    const double middle = (static_cast<double>(i) + 0.5) * share;
    AUDMG_CHECK(decode_window(reader, middle - kWindowSeconds / 2, loudness, peaks));
    if (peaks.pixels() == 0) ++silent;
    waveform.add_stretched(peaks, pixels * (i + 1) / kWindows - pixels * i / kWindows);
  }
  if (silent <= kWindows / 2) return {};
  return fail(ErrorCode::invalid_argument, "More than half of the audio is missing or damaged.");
}

}  // namespace audmg::media

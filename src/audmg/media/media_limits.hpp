// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace audmg::media {

/// Limits on the resources that one untrusted file may use. The first group is checked from
/// headers, before any decoding; the second is enforced by the kernel around the child.
struct MediaLimits {
  std::uint64_t max_pixels = 50'000'000;         ///< width x height of one frame
  std::uint32_t max_side = 30'000;               ///< pixels
  std::uint64_t max_total_pixels = 100'000'000;  ///< summed over frames
  std::chrono::seconds max_audio{4 * 60 * 60};
  std::uint32_t max_channels = 8;
  std::size_t max_cover_bytes = 32 * 1024 * 1024;
  std::size_t max_metadata_bytes = 1024 * 1024;
  std::size_t max_text_bytes = 512;  ///< for one tag or EXIF text; longer ones are cut

  std::uint64_t max_memory_bytes = std::uint64_t{1} << 30;  ///< address space of the job
  std::chrono::seconds max_cpu{60};
  std::chrono::seconds max_wall{120};
  std::uint64_t max_output_bytes = std::uint64_t{1} << 30;  ///< for one rendition
};

/// Returns the limits for audio, whose cost grows with its length: max_audio in all formats takes
/// about ten minutes of one core.
[[nodiscard]] inline MediaLimits audio_limits(MediaLimits limits = {}) {
  limits.max_cpu = std::chrono::minutes(15);
  limits.max_wall = std::chrono::minutes(30);
  return limits;
}

}  // namespace audmg::media

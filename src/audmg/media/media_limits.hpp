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
  /// Width x height of a picture: of the first frame of an animation, because only that is decoded.
  /// PNG, TIFF and the like are read row by row, some (GIF, lossless WebP) as a whole.
  std::uint64_t max_pixels = 250'000'000;
  /// The same for JPEG, which the decoder shrinks while it reads.
  std::uint64_t max_jpeg_pixels = 600'000'000;
  /// The same for HEIC and AVIF, whose decoders keep several whole pictures in memory. A larger one
  /// is shown by the thumbnail that it contains.
  std::uint64_t max_heif_pixels = 120'000'000;
  std::uint32_t max_side = 65'535;  ///< pixels
  std::chrono::seconds max_audio{4 * 60 * 60};
  std::uint32_t max_channels = 8;
  std::size_t max_cover_bytes = 32 * 1024 * 1024;
  std::size_t max_metadata_bytes = 1024 * 1024;
  std::size_t max_text_bytes = 512;  ///< for one tag or EXIF text; longer ones are cut

  std::uint64_t max_memory_bytes = std::uint64_t{1} << 30;  ///< address space of the job
  std::chrono::seconds max_cpu{120};
  std::chrono::seconds max_wall{240};
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

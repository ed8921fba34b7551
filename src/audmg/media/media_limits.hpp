// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace audmg::media {

/// Limits on the resources that one untrusted file may use. The first group is checked from
/// headers, before any decoding; the second is enforced by the kernel around the child.
struct MediaLimits {
  /// Width x height of a picture: of the first frame of an animation, because only that is decoded.
  /// PNG, TIFF and the like are read row by row, some (GIF, lossless WebP) as a whole.
  std::uint64_t max_pixels = 250'000'000;
  /// The same for JPEG, which the decoder shrinks while it reads.
  std::uint64_t max_jpeg_pixels = 600'000'000;
  /// The same for HEIC and AVIF, which are kept as a whole unless they have tiles. A larger one is
  /// shown by the thumbnail that it contains.
  std::uint64_t max_heif_pixels = 120'000'000;
  std::uint32_t max_side = 65'535;  ///< pixels
  std::chrono::seconds max_audio = std::chrono::hours(200);
  std::uint32_t max_channels = 8;
  std::size_t max_cover_bytes = 32 * 1024 * 1024;
  std::size_t max_metadata_bytes = 1024 * 1024;
  std::size_t max_text_bytes = 512;  ///< for one tag or EXIF text; longer ones are cut

  /// Address space that a job may take beyond what the program itself has.
  std::uint64_t max_memory_bytes = std::uint64_t{1} << 30;
  std::chrono::seconds max_cpu{120};
  std::chrono::seconds max_wall{240};
  std::uint64_t max_output_bytes = std::uint64_t{1} << 30;  ///< for all renditions together

  /// Processor time for each hour of audio; audio_limits() makes max_cpu of it.
  std::chrono::seconds cpu_per_audio_hour{240};
  /// Time that no file may exceed, however long it is; 0 where there is no such time.
  std::chrono::seconds max_attempt{0};
};

/// Refuses a file, for its owner, whose renditions exceed MediaLimits::max_output_bytes.
inline constexpr std::string_view kRenditionsTooLarge =
    "The renditions of the file are larger than AUDMG_MAX_RENDITIONS_SIZE allows.";

/// Returns the limits for a file of audio, whose cost grows with its length. `seconds` is that
/// length where it is known from an earlier decode; no more than max_audio counts. Less than four
/// hours, also when nothing is known, count as four: that is enough for what is made of any file
/// unasked, which is all forms of one hour (about two and a half minutes of one core), or eight
/// hours that are only decoded.
[[nodiscard]] inline MediaLimits audio_limits(MediaLimits limits = {}, double seconds = 0) {
  constexpr double kLeastHours = 4;
  constexpr double kMaxBytesPerSecond = 64'000;  // 512 kbit/s, the most that a plan can ask for
  // The record that tells the length is a decoder's, which may have been taken over.
  seconds = std::min(seconds, static_cast<double>(limits.max_audio.count()));
  const double hours = std::max(seconds / 3600, kLeastHours);
  limits.max_cpu += std::chrono::seconds(static_cast<std::int64_t>(
      std::ceil(hours * static_cast<double>(limits.cpu_per_audio_hour.count()))));
  limits.max_wall = std::max(limits.max_wall, 2 * limits.max_cpu);
  if (limits.max_attempt.count() > 0) {
    limits.max_wall = std::min(limits.max_wall, limits.max_attempt);
  }
  limits.max_output_bytes =
      std::max(limits.max_output_bytes, static_cast<std::uint64_t>(seconds * kMaxBytesPerSecond));
  return limits;
}

}  // namespace audmg::media

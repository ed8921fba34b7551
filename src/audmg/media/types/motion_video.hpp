// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/storage/object_store.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace audmg::media {

/// The short video that phones append to a photo.
struct MotionVideo {
  std::uint64_t offset = 0;  ///< in the file of the photo
  std::uint64_t size = 0;    ///< bytes
  double duration_seconds = 0;
};

/// Longest video that is taken from a photo, in bytes: phones record a few seconds.
inline constexpr std::uint64_t kMaxMotionBytes = std::uint64_t{128} << 20;

/// Finds the video of a JPEG, HEIC or AVIF motion photo: by Samsung's trailer, by the mpvd box
/// (Android's "Motion Photo format"), or, in a JPEG whose XMP data says that there is one, by its
/// own first box. Wherever the file says it is, only an MP4 file with a video track is one: all its
/// top-level boxes lie in the file, one behind the other. nullopt when there is none. Errors: those
/// of the reader.
[[nodiscard]] Result<std::optional<MotionVideo>> find_motion_video(storage::ObjectReader& file,
                                                                   std::string_view content_type);

/// Returns whether the whole object is such a video. Errors: those of the reader.
[[nodiscard]] Result<bool> is_motion_video(storage::ObjectReader& file);

/// Returns whether photos of that type may have such a video.
[[nodiscard]] bool may_have_motion(std::string_view content_type) noexcept;

}  // namespace audmg::media

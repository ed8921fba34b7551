// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/media/types/byte_window.hpp"
#include "audmg/storage/object_store.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

// Places of a photo where a video may be. Each takes a bounded number of steps; nothing that is
// found is known to be a video yet.
namespace audmg::media {

struct Region {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

/// Returns the region that Samsung's trailer names MotionPhoto_Data: it ends the file, with a
/// directory of blocks.
[[nodiscard]] std::optional<Region> samsung_trailer_video(ByteWindow& bytes);

/// Returns the body of the mpvd box at a HEIC or AVIF file's top level.
[[nodiscard]] std::optional<Region> motion_box(ByteWindow& bytes);

/// Returns whether the beginning of a JPEG says by XMP, or its end in Huawei's words, that a video
/// follows the picture. Most photos have none, and need not be searched through.
[[nodiscard]] Result<bool> claims_motion_photo(storage::ObjectReader& file);

/// Goes through a file for the places where an ftyp box could begin.
class FirstBoxes {
 public:
  /// `file` must outlive it.
  explicit FirstBoxes(storage::ObjectReader& file) : file_(file) {}

  /// Returns the next place; nullopt at the end, or after 64 places. Errors: those of the reader.
  [[nodiscard]] Result<std::optional<std::uint64_t>> next();

 private:
  storage::ObjectReader& file_;
  std::array<std::byte, std::size_t{64} * 1024> buffer_{};
  std::uint64_t buffer_offset_ = 0;
  std::size_t buffer_size_ = 0;
  std::size_t position_ = 0;
  int found_ = 0;
};

}  // namespace audmg::media

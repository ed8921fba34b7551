// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/types/formats.hpp"
#include "audmg/media/types/iso_box.hpp"

#include <cstdint>
#include <optional>

namespace audmg::media {

/// The track of pictures in an animated AVIF or HEIC (ISO/IEC 23008-12 section 7).
struct PictureSequence {
  Format format = Format::avif;
  std::uint32_t width = 0;   ///< pixels
  std::uint32_t height = 0;  ///< pixels
  std::uint32_t frames = 0;
  /// The boxes in the sample entry from the configuration of the decoder on; `body` is the offset
  /// of its header.
  Box configuration;
  /// "colr", likewise, when the sample entry has one.
  std::optional<Box> colour;
  /// The first frame, which decodes alone. It lies inside the file.
  std::uint64_t first_frame = 0;
  std::uint64_t first_frame_bytes = 0;
};

/// Returns the first sequence of AV1 or HEVC pictures; nullopt when there is none or when its
/// tables contradict each other. Takes a bounded number of steps; holds unless the window failed or
/// was spent.
[[nodiscard]] std::optional<PictureSequence> find_picture_sequence(ByteWindow& bytes);

/// Returns the first box of that type that stands in no other; nullopt when there is none before
/// the first one that is cut or damaged.
[[nodiscard]] std::optional<Box> find_top_box(ByteWindow& bytes, std::uint32_t type);

}  // namespace audmg::media

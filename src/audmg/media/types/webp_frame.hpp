// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/types/byte_window.hpp"

#include <cstdint>
#include <expected>

namespace audmg::media {

/// The first frame of a WebP file (RFC 9649 section 2), which is the picture unless it moves.
struct WebpFrame {
  std::uint64_t offset = 0;          ///< of the first chunk that codes it: "ALPH", "VP8 " or "VP8L"
  std::uint64_t size = 0;            ///< bytes of these chunks that the file has
  std::uint32_t left = 0;            ///< pixels of the canvas
  std::uint32_t top = 0;             ///< pixels of the canvas
  std::uint64_t profile_offset = 0;  ///< of the ICC profile
  std::uint64_t profile_size = 0;    ///< bytes; 0: there is none
  bool is_cut = false;               ///< the file ends before it says
};

enum class WebpFlaw {
  cut,      ///< the file ends before a frame has begun
  damaged,  ///< the structure contradicts the format
};

/// Walks the chunks to the first frame, in a bounded number of steps. Precondition: the signature
/// matched. Holds unless the window failed or was spent.
[[nodiscard]] std::expected<WebpFrame, WebpFlaw> find_webp_frame(ByteWindow& bytes);

}  // namespace audmg::media

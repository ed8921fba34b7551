// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/types/byte_window.hpp"

#include <cstdint>
#include <optional>

namespace audmg::media {

struct WebpSize {
  std::uint32_t width = 0;   ///< pixels
  std::uint32_t height = 0;  ///< pixels
};

/// Returns the size of a WebP picture, or of the canvas of an animation, by its first chunk (RFC
/// 9649 section 2); nullopt without one. Holds unless the window failed.
[[nodiscard]] std::optional<WebpSize> find_webp_size(ByteWindow& bytes);

}  // namespace audmg::media

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/lib/vips/load.hpp"
#include "audmg/media/types/byte_window.hpp"

#include <cstdint>

namespace audmg::media {

/// Returns how many frames an animation has whose decoder knows only one: an animated PNG (its
/// "acTL" chunk), or an AVIF or HEIC with a sequence; 1 for all others. Never fails, whatever the
/// bytes, and takes a bounded number of steps.
[[nodiscard]] std::uint32_t count_frames(ByteWindow& bytes, vips::Loader loader);

}  // namespace audmg::media

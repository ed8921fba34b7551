// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace audmg::media {

/// Returns the colour that covers most of a picture, as "#rrggbb": pixels are grouped by the upper
/// bits of their channels, and the largest group is averaged. `pixels` are red, green, blue, alpha;
/// pixels that are mostly transparent are ignored. Returns "" when none remain.
[[nodiscard]] std::string dominant_color(std::span<const std::uint8_t> pixels);

}  // namespace audmg::media

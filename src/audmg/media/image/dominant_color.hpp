// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace audmg::media {

/// The colour that covers most of a picture, as "#rrggbb": pixels are counted by the upper bits of
/// their channels, and the fullest group is averaged. `pixels` are red, green, blue, alpha; those
/// that are mostly transparent do not count. "" when none is left.
[[nodiscard]] std::string dominant_color(std::span<const std::uint8_t> pixels);

}  // namespace audmg::media

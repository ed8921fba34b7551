// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace audmg::media {

/// Longest side of a picture to hash, in pixels: a larger picture gives no visibly different hash.
inline constexpr std::uint32_t kMaxThumbHashSide = 100;

/// Returns the ThumbHash (evanw.github.io/thumbhash) of a picture: about 25 bytes, from which a
/// browser draws a blurred version of it. `pixels` are red, green, blue and alpha, row by row; both
/// sides must be from 1 to kMaxThumbHashSide.
[[nodiscard]] std::vector<std::uint8_t> thumb_hash(std::span<const std::uint8_t> pixels,
                                                   std::uint32_t width, std::uint32_t height);

}  // namespace audmg::media

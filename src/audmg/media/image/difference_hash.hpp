// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstdint>
#include <span>

namespace audmg::media {

/// Returns the dHash of a picture: of 9 x 8 areas in grey, whether each is darker than its right
/// neighbour, row by row, the highest bit first. Copies of a picture that were scaled or compressed
/// again differ in few of the 64 bits, other pictures in about half of them. `pixels` are red,
/// green, blue and alpha, row by row, of a picture of any size; transparent parts count as white.
/// Precondition: neither side is 0.
[[nodiscard]] std::uint64_t difference_hash(std::span<const std::uint8_t> pixels,
                                            std::uint32_t width, std::uint32_t height);

}  // namespace audmg::media

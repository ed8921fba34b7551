// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace audmg::sealing {

/// Writes the lowest bytes of `value`, as many as `into` has, the lowest first.
constexpr void put_little_endian(std::span<std::byte> into, std::uint64_t value) noexcept {
  for (std::byte& b : into) {
    b = static_cast<std::byte>(value & 0xffU);
    value >>= 8U;
  }
}

/// Reads at most eight bytes, the lowest first.
[[nodiscard]] constexpr std::uint64_t get_little_endian(std::span<const std::byte> from) noexcept {
  std::uint64_t value = 0;
  for (std::size_t i = from.size(); i > 0; --i) {
    value = value << 8U | std::to_integer<std::uint64_t>(from[i - 1]);
  }
  return value;
}

}  // namespace audmg::sealing

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace audmg::media {

/// Returns the lowest `count` bytes of `value`, the highest of them first.
inline std::string big_endian(std::uint64_t value, std::size_t count) {
  std::string text;
  for (std::size_t i = count; i > 0; --i) text.push_back(static_cast<char>(value >> (8 * (i - 1))));
  return text;
}

/// Returns the lowest `count` bytes of `value`, the lowest of them first.
inline std::string little_endian(std::uint64_t value, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text.push_back(static_cast<char>(value >> (8 * i)));
  return text;
}

}  // namespace audmg::media

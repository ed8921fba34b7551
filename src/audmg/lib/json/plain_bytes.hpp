// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

// The bytes that stand for themselves in a JSON string (RFC 8259 section 7) and are ASCII, found
// eight at a time.
namespace audmg::json {

inline constexpr std::size_t kWordBytes = sizeof(std::uint64_t);

inline constexpr std::array<bool, 256> kPlain = [] {
  std::array<bool, 256> plain{};
  for (std::size_t i = 0x20; i < 0x80; ++i) plain[i] = i != '"' && i != '\\';
  return plain;
}();

/// Looks at eight bytes: returns 0 when all of them are plain; otherwise the lowest bit that is set
/// belongs to the first that is not.
[[nodiscard]] inline std::uint64_t special_bits(const char* bytes) noexcept {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kHighest = kOnes << 7U;
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, kWordBytes);
  if constexpr (std::endian::native == std::endian::big) word = std::byteswap(word);
  // Subtracting makes a byte with the highest bit of one without it only if that was smaller. Only
  // a byte that is not plain borrows from the next one, so the lowest bit is right.
  const std::uint64_t controls = word - kOnes * 0x20;
  const std::uint64_t quotes = (word ^ kOnes * '"') - kOnes;
  const std::uint64_t backslashes = (word ^ kOnes * '\\') - kOnes;
  return (word | controls | quotes | backslashes) & kHighest;
}

/// Returns how many of eight bytes come before the first that is not plain; 8 when all of them are.
[[nodiscard]] inline std::size_t plain_prefix(const char* bytes) noexcept {
  return static_cast<std::size_t>(std::countr_zero(special_bits(bytes))) / 8;
}

}  // namespace audmg::json

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace audmg::database::dynamodb {

/// CRC-32 of IEEE 802.3, as zlib has it: what DynamoDB's X-Amz-Crc32 is.
[[nodiscard]] constexpr std::uint32_t crc32(std::string_view bytes) noexcept {
  constexpr auto kTable = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < table.size(); ++i) {
      std::uint32_t value = i;
      for (int bit = 0; bit < 8; ++bit) value = (value >> 1U) ^ ((value & 1U) * 0xEDB88320U);
      table[i] = value;
    }
    return table;
  }();
  std::uint32_t crc = 0xFFFFFFFFU;
  for (const char c : bytes)
    crc = kTable[(crc ^ static_cast<unsigned char>(c)) & 0xFFU] ^ (crc >> 8U);
  return ~crc;
}

static_assert(crc32("123456789") == 0xCBF43926U);

}  // namespace audmg::database::dynamodb

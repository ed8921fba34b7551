// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/hex.hpp"

namespace audmg {

std::string to_hex(std::span<const std::byte> bytes) {
  std::string text(bytes.size() * 2, '\0');
  char* at = text.data();
  for (const std::byte b : bytes) {
    *at++ = hex_digit(std::to_integer<unsigned>(b) >> 4U);
    *at++ = hex_digit(std::to_integer<unsigned>(b));
  }
  return text;
}

std::optional<std::vector<std::byte>> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::vector<std::byte> bytes;
  bytes.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = hex_value(text[i]);
    const int low = hex_value(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes.push_back(static_cast<std::byte>(high * 16 + low));
  }
  return bytes;
}

}  // namespace audmg

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/base64.hpp"

#include <array>
#include <cstdint>

namespace audmg {
namespace {

constexpr std::string_view kStandard =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kUrlSafe =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

using Values = std::array<std::int8_t, 256>;

constexpr Values values_of(std::string_view alphabet) {
  Values values{};
  for (auto& v : values) v = -1;
  for (std::size_t i = 0; i < alphabet.size(); ++i) {
    values[static_cast<unsigned char>(alphabet[i])] = static_cast<std::int8_t>(i);
  }
  return values;
}

constexpr Values kStandardValues = values_of(kStandard);
constexpr Values kUrlSafeValues = values_of(kUrlSafe);

std::string encode(std::span<const std::byte> bytes, std::string_view alphabet) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  std::size_t i = 0;
  for (; i + 3 <= bytes.size(); i += 3) {
    const std::uint32_t word = std::to_integer<std::uint32_t>(bytes[i]) << 16 |
                               std::to_integer<std::uint32_t>(bytes[i + 1]) << 8 |
                               std::to_integer<std::uint32_t>(bytes[i + 2]);
    text.push_back(alphabet[word >> 18]);
    text.push_back(alphabet[word >> 12 & 63]);
    text.push_back(alphabet[word >> 6 & 63]);
    text.push_back(alphabet[word & 63]);
  }
  if (i + 1 == bytes.size()) {
    const auto word = std::to_integer<std::uint32_t>(bytes[i]) << 16;
    text.push_back(alphabet[word >> 18]);
    text.push_back(alphabet[word >> 12 & 63]);
  } else if (i + 2 == bytes.size()) {
    const auto word = std::to_integer<std::uint32_t>(bytes[i]) << 16 |
                      std::to_integer<std::uint32_t>(bytes[i + 1]) << 8;
    text.push_back(alphabet[word >> 18]);
    text.push_back(alphabet[word >> 12 & 63]);
    text.push_back(alphabet[word >> 6 & 63]);
  }
  return text;
}

/// Decodes `text`, which has no padding.
std::optional<std::vector<std::byte>> decode(std::string_view text, const Values& values) {
  if (text.size() % 4 == 1) return std::nullopt;
  std::vector<std::byte> bytes;
  bytes.reserve(text.size() * 3 / 4);
  std::uint32_t word = 0;
  int bits = 0;
  for (const char c : text) {
    const std::int8_t value = values[static_cast<unsigned char>(c)];
    if (value < 0) return std::nullopt;
    word = (word << 6 | static_cast<std::uint8_t>(value)) & 0xffffU;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push_back(static_cast<std::byte>(word >> bits & 0xffU));
    }
  }
  if ((word & ((1U << bits) - 1)) != 0) return std::nullopt;
  return bytes;
}

}  // namespace

std::string to_base64(std::span<const std::byte> bytes) {
  std::string text = encode(bytes, kStandard);
  while (text.size() % 4 != 0) text.push_back('=');
  return text;
}

std::optional<std::vector<std::byte>> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  // At most two: "xx==" or "xxx=".
  for (int i = 0; i < 2 && text.ends_with('='); ++i) text.remove_suffix(1);
  return decode(text, kStandardValues);
}

std::string to_base64url(std::span<const std::byte> bytes) { return encode(bytes, kUrlSafe); }

std::optional<std::vector<std::byte>> from_base64url(std::string_view text) {
  return decode(text, kUrlSafeValues);
}

}  // namespace audmg

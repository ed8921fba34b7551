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

void append_encoded(std::string& out, std::span<const std::byte> bytes, std::string_view alphabet) {
  // Without the padding: four characters for three bytes, and one more than the rest has bytes.
  const std::size_t rest = bytes.size() % 3;
  const std::size_t begin = out.size();
  out.resize(begin + bytes.size() / 3 * 4 + (rest == 0 ? 0 : rest + 1));
  char* at = out.data() + begin;
  std::size_t i = 0;
  for (; i + 3 <= bytes.size(); i += 3) {
    const std::uint32_t word = std::to_integer<std::uint32_t>(bytes[i]) << 16 |
                               std::to_integer<std::uint32_t>(bytes[i + 1]) << 8 |
                               std::to_integer<std::uint32_t>(bytes[i + 2]);
    *at++ = alphabet[word >> 18];
    *at++ = alphabet[word >> 12 & 63];
    *at++ = alphabet[word >> 6 & 63];
    *at++ = alphabet[word & 63];
  }
  if (i + 1 == bytes.size()) {
    const auto word = std::to_integer<std::uint32_t>(bytes[i]) << 16;
    *at++ = alphabet[word >> 18];
    *at++ = alphabet[word >> 12 & 63];
  } else if (i + 2 == bytes.size()) {
    const auto word = std::to_integer<std::uint32_t>(bytes[i]) << 16 |
                      std::to_integer<std::uint32_t>(bytes[i + 1]) << 8;
    *at++ = alphabet[word >> 18];
    *at++ = alphabet[word >> 12 & 63];
    *at++ = alphabet[word >> 6 & 63];
  }
}

/// At most two characters: "xx==" or "xxx=".
std::string_view without_padding(std::string_view text) noexcept {
  for (int i = 0; i < 2 && text.ends_with('='); ++i) text.remove_suffix(1);
  return text;
}

/// Returns whether `text`, which has no padding, can be decoded.
bool is_encoded(std::string_view text, const Values& values) noexcept {
  const auto value_of = [&](char c) { return values[static_cast<unsigned char>(c)]; };
  if (text.size() % 4 == 1) return false;
  int all = 0;
  for (const char c : text) all |= value_of(c);
  // The last character of a group that is not whole has bits that are not used and must be zero.
  constexpr std::array<int, 4> kUnusedBits{0, 0, 0xf, 0x3};
  const int unused = kUnusedBits[text.size() % 4];
  return all >= 0 && (unused == 0 || (value_of(text.back()) & unused) == 0);
}

/// Decodes `text`, which has no padding.
std::optional<std::vector<std::byte>> decode(std::string_view text, const Values& values) {
  if (!is_encoded(text, values)) return std::nullopt;
  std::vector<std::byte> bytes(text.size() * 3 / 4);
  auto at = bytes.begin();
  std::uint32_t word = 0;
  int bits = 0;
  for (const char c : text) {
    const std::int8_t value = values[static_cast<unsigned char>(c)];
    word = (word << 6 | static_cast<std::uint8_t>(value)) & 0xffffU;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      *at++ = static_cast<std::byte>(word >> bits & 0xffU);
    }
  }
  return bytes;
}

}  // namespace

std::string to_base64(std::span<const std::byte> bytes) {
  std::string text;
  append_encoded(text, bytes, kStandard);
  while (text.size() % 4 != 0) text.push_back('=');
  return text;
}

std::optional<std::vector<std::byte>> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  return decode(without_padding(text), kStandardValues);
}

bool is_base64(std::string_view text) noexcept {
  return text.size() % 4 == 0 && is_encoded(without_padding(text), kStandardValues);
}

std::string to_base64url(std::span<const std::byte> bytes) {
  std::string text;
  append_base64url(text, bytes);
  return text;
}

void append_base64url(std::string& out, std::span<const std::byte> bytes) {
  append_encoded(out, bytes, kUrlSafe);
}

std::optional<std::vector<std::byte>> from_base64url(std::string_view text) {
  return decode(text, kUrlSafeValues);
}

}  // namespace audmg

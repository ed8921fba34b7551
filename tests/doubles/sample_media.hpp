// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace audmg {

/// Returns a complete GIF of one pixel; its comment makes it differ from others.
[[nodiscard]] inline std::string sample_gif(std::string_view comment = "a") {
  std::string gif("GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff", 19);
  gif += std::string("\x21\xfe", 2) + static_cast<char>(comment.size()) + std::string(comment);
  gif += '\0';
  gif += std::string("\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00\x3b", 16);
  return gif;
}

/// Returns a complete WAV with `sound_bytes` bytes of sound generated from `seed`.
[[nodiscard]] inline std::string sample_wav(std::uint32_t sound_bytes, unsigned seed = 1) {
  const auto le32 = [](std::uint32_t value) {
    std::string text;
    for (int shift = 0; shift < 32; shift += 8) text += static_cast<char>(value >> shift);
    return text;
  };
  std::string wav = "RIFF" + le32(36 + sound_bytes) + "WAVEfmt " + le32(16);
  wav += std::string("\x01\x00\x01\x00", 4) + le32(8000) + le32(8000);
  wav += std::string("\x01\x00\x08\x00", 4) + "data" + le32(sound_bytes);
  std::uint32_t state = seed;
  for (std::uint32_t i = 0; i < sound_bytes; ++i) {
    state = state * 1664525U + 1013904223U;
    wav += static_cast<char>(state >> 24);
  }
  return wav;
}

}  // namespace audmg

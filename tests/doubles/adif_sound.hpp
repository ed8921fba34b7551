// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace audmg::media {

/// Fields of an ADIF header (ISO/IEC 13818-7 section 6.2), for tests.
struct AdifFields {
  std::string copyright{};  ///< nine bytes, or none
  bool has_constant_rate = true;
  std::uint32_t programs = 1;
  std::uint32_t profile = 1;     ///< LC
  std::uint32_t rate_index = 4;  ///< 44.1 kHz
  std::uint32_t singles = 0;     ///< channels in front that stand alone
  std::uint32_t pairs = 1;       ///< pairs of channels in front
  bool has_mixdowns = false;
  std::string comment{};
};

/// Returns the header with the same program for as often as it says.
inline std::string adif_header(const AdifFields& fields) {
  std::string text = "ADIF";
  std::size_t bits = text.size() * 8;
  const auto add = [&](std::uint32_t value, std::uint32_t count) {
    for (; count > 0; --count, ++bits) {
      if (bits % 8 == 0) text.push_back('\0');
      const std::uint32_t bit = (value >> (count - 1)) & 1U;
      text.back() =
          static_cast<char>(static_cast<unsigned char>(text.back()) | bit << (7 - bits % 8));
    }
  };
  const auto add_text = [&](std::string_view bytes) {
    for (const char byte : bytes) add(static_cast<unsigned char>(byte), 8);
  };
  add(fields.copyright.empty() ? 0 : 1, 1);
  add_text(fields.copyright);
  add(0, 2);
  add(fields.has_constant_rate ? 0 : 1, 1);
  add(128'000, 23);
  add(fields.programs - 1, 4);
  for (std::uint32_t program = 0; program < fields.programs; ++program) {
    if (fields.has_constant_rate) add(0xF'FFFF, 20);
    add(program, 4);
    add(fields.profile, 2);
    add(fields.rate_index, 4);
    add(fields.singles + fields.pairs, 4);
    add(0, 4 + 4 + 2 + 3 + 4);  // neither elements elsewhere nor low frequencies, data and coupling
    for (int i = 0; i < 2; ++i) add(fields.has_mixdowns ? 0x13 : 0, fields.has_mixdowns ? 5 : 1);
    add(fields.has_mixdowns ? 0xC : 0, fields.has_mixdowns ? 4 : 1);
    for (std::uint32_t i = 0; i < fields.singles; ++i) add(i, 5);
    for (std::uint32_t i = 0; i < fields.pairs; ++i) add(0x10 | i, 5);
    bits = text.size() * 8;
    add(static_cast<std::uint32_t>(fields.comment.size()), 8);
    add_text(fields.comment);
  }
  return text;
}

/// Returns the sound of an ADTS file without the headers of its frames, which have no checksum.
inline std::string raw_blocks(std::string_view adts) {
  constexpr std::size_t kHeaderBytes = 7;
  const auto byte = [&](std::size_t place) {
    return static_cast<std::size_t>(static_cast<unsigned char>(adts[place]));
  };
  std::string blocks;
  for (std::size_t place = 0; place + kHeaderBytes <= adts.size();) {
    const std::size_t length =
        (byte(place + 3) & 3) << 11 | byte(place + 4) << 3 | byte(place + 5) >> 5;
    blocks.append(adts.substr(place + kHeaderBytes, length - kHeaderBytes));
    place += length;
  }
  return blocks;
}

}  // namespace audmg::media

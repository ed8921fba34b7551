// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "doubles/byte_order.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::media {

/// The parts of a BMP file, for tests.
struct BmpFile {
  std::int32_t width = 2;
  std::int32_t height = 2;  ///< negative: the first row is the highest
  std::uint16_t bits = 24;
  std::uint32_t compression = 0;
  std::uint32_t header_bytes = 40;       ///< 12, 16, 40, 52, 56, 64, 108 or 124
  std::vector<std::uint32_t> masks{};    ///< red, green, blue and perhaps alpha
  std::vector<std::uint32_t> palette{};  ///< 0xRRGGBB
  std::string pixels{};
  std::string profile{};  ///< for a header of 124 bytes
};

inline std::string bmp_bytes(const BmpFile& file) {
  std::string header;
  if (file.header_bytes == 12) {
    header = little_endian(12, 4) + little_endian(static_cast<std::uint16_t>(file.width), 2) +
             little_endian(static_cast<std::uint16_t>(file.height), 2) + little_endian(1, 2) +
             little_endian(file.bits, 2);
  } else {
    header = little_endian(file.header_bytes, 4) +
             little_endian(static_cast<std::uint32_t>(file.width), 4) +
             little_endian(static_cast<std::uint32_t>(file.height), 4) + little_endian(1, 2) +
             little_endian(file.bits, 2) + little_endian(file.compression, 4) +
             little_endian(file.pixels.size(), 4) + little_endian(0, 8) +
             little_endian(file.palette.size(), 4) + little_endian(0, 4);
    header.resize(40);
  }
  for (const std::uint32_t mask : file.masks) header += little_endian(mask, 4);
  if (header.size() > file.header_bytes && file.masks.empty()) header.resize(file.header_bytes);
  if (header.size() < file.header_bytes) header.resize(file.header_bytes);
  for (const std::uint32_t color : file.palette) {
    header += little_endian(color, file.header_bytes == 12 ? 3 : 4);
  }
  const std::size_t offset = 14 + header.size();
  if (!file.profile.empty()) {
    header.replace(56, 4, "DEBM");  // "MBED" as a number
    header.replace(112, 4, little_endian(header.size() + file.pixels.size(), 4));
    header.replace(116, 4, little_endian(file.profile.size(), 4));
  }
  return "BM" + little_endian(offset + file.pixels.size(), 4) + little_endian(0, 4) +
         little_endian(offset, 4) + header + file.pixels + file.profile;
}

}  // namespace audmg::media

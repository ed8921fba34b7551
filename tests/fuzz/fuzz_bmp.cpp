// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Input: a BMP file. Its header keeps within its contract, and every row can be read or cannot.
#include "audmg/core/result.hpp"
#include "audmg/media/image/bmp_image.hpp"
#include "audmg/media/image/bmp_pixels.hpp"
#include "audmg/media/types/bmp_header.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace audmg::media;
  const std::string_view file(reinterpret_cast<const char*>(bytes), size);
  const auto head = std::as_bytes(std::span(bytes, std::min(size, kBmpHeaderBytes)));
  const auto header = parse_bmp_header(head);
  if (!header) return 0;
  AUDMG_ASSERT(header->width > 0 && header->height > 0);
  AUDMG_ASSERT(header->palette_entries <= 256);
  AUDMG_ASSERT(header->row_bytes() <= header->row_stride());
  // The limits of a real picture are checked before its pixels.
  constexpr std::uint64_t kMaxPixels = 1 << 16;
  if (std::uint64_t{header->width} * header->height > kMaxPixels) return 0;
  const BmpPixels pixels(*header, memory_reader(file));
  std::vector<std::uint8_t> row(header->width * static_cast<std::size_t>(pixels.bands()));
  for (std::uint32_t y = 0; y < header->height; ++y) {
    const auto read = pixels.read_row(y, row);
    AUDMG_ASSERT(read.has_value() || read.error().code == audmg::ErrorCode::invalid_argument);
  }
  return 0;
}

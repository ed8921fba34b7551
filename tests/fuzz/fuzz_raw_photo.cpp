// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Input: a raw photo. LibRaw reads its headers, and the preview that it names lies inside the file
// or is a copy of the size that it claims.
#include "audmg/core/result.hpp"
#include "audmg/lib/libraw/raw_photo.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace audmg;
  const auto file = std::as_bytes(std::span(bytes, size));
  const auto photo = libraw::read_photo(file);
  if (!photo) {
    AUDMG_ASSERT(photo.error().code == ErrorCode::invalid_argument ||
                 photo.error().code == ErrorCode::too_large);
    return 0;
  }
  AUDMG_ASSERT(photo->orientation >= 1 && photo->orientation <= 8);
  const auto preview = photo->jpeg_preview;
  if (!preview.empty()) {
    AUDMG_ASSERT(preview.data() > file.data());
    AUDMG_ASSERT(preview.data() + preview.size() <= file.data() + file.size());
  }
  if (const auto& bitmap = photo->bitmap_preview) {
    AUDMG_ASSERT(bitmap->samples.size() == std::size_t{bitmap->width} * bitmap->height * 3);
  }
  return 0;
}

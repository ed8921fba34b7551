// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Input: a raw photo. Whatever LibRaw finds, a preview lies inside the file. Our code around LibRaw
// is the aim; LibRaw itself is not instrumented.
#include "audmg/lib/libraw/raw_photo.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto file = std::as_bytes(std::span(bytes, size));
  const auto photo = audmg::libraw::read_photo(file);
  if (!photo) {
    AUDMG_ASSERT(photo.error().code != audmg::ErrorCode::internal);
    return 0;
  }
  AUDMG_ASSERT(photo->orientation >= 1 && photo->orientation <= 8);
  const auto jpeg = photo->jpeg_preview;
  AUDMG_ASSERT(jpeg.empty() || (jpeg.data() >= file.data() &&
                                jpeg.data() + jpeg.size() <= file.data() + file.size()));
  if (photo->bitmap_preview) {
    const auto& bitmap = *photo->bitmap_preview;
    AUDMG_ASSERT(bitmap.samples.size() == std::size_t{bitmap.width} * bitmap.height * 3);
  }
  return 0;
}

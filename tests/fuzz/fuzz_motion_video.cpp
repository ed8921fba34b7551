// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Input: a photo. A video that is found lies inside it and is one by itself.
#include "audmg/media/types/motion_video.hpp"
#include "doubles/memory_object_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t length) {
  using namespace audmg::media;
  const auto content = std::as_bytes(std::span(bytes, length));
  for (const char* type : {"image/jpeg", "image/heic"}) {
    audmg::MemoryObjectReader photo(content);
    const auto video = find_motion_video(photo, type);
    AUDMG_ASSERT(video.has_value());
    if (!*video) continue;
    AUDMG_ASSERT((*video)->size > 0 && (*video)->offset <= length);
    AUDMG_ASSERT((*video)->size <= length - (*video)->offset);
    AUDMG_ASSERT((*video)->duration_seconds >= 0);
    audmg::MemoryObjectReader copy(content.subspan((*video)->offset, (*video)->size));
    AUDMG_ASSERT(is_motion_video(copy).value());
  }
  return 0;
}

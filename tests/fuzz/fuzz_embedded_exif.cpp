// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Input: a file of boxes. What is found in it or put together of it is an EXIF block, or none.
#include "audmg/core/result.hpp"
#include "audmg/media/media_limits.hpp"
#include "audmg/media/metadata/embedded_exif.hpp"
#include "audmg/media/metadata/exif.hpp"
#include "audmg/media/record/record_json.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace audmg::media;
  const auto file = std::as_bytes(std::span(bytes, size));
  for (const char* type : {"image/x-canon-cr3", "image/jxl", "image/jp2"}) {
    const EmbeddedExif block = embedded_exif(file, type);
    MediaRecord record{.image = ImageFacts{.width = 1, .height = 1}};
    read_exif(block.bytes(), MediaLimits{}.max_text_bytes, *record.image);
    AUDMG_ASSERT(record_from_json(record_to_json(record)).has_value());
  }
  return 0;
}

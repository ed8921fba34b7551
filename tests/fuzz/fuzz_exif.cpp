// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Any bytes as an EXIF block: facts that a record may have, and all of them readable again.
#include "audmg/core/result.hpp"
#include "audmg/media/media_limits.hpp"
#include "audmg/media/metadata/exif.hpp"
#include "audmg/media/record/record_json.hpp"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace audmg::media;
  MediaRecord record{.image = ImageFacts{.width = 1, .height = 1}};
  read_exif(std::as_bytes(std::span(bytes, size)), MediaLimits{}.max_text_bytes, *record.image);
  const std::string text = record_to_json(record);
  const auto again = record_from_json(text);
  AUDMG_ASSERT(again.has_value());
  AUDMG_ASSERT(record_to_json(*again) == text);
  return 0;
}

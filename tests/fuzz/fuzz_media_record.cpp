// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// What a hostile child reports. A record that was read must be written and read again unchanged,
// and its facts must be such as can be.
#include "audmg/core/result.hpp"
#include "audmg/media/record/record_json.hpp"
#include "audmg/media/record/record_limits.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

using namespace audmg::media;

void check_facts(const MediaRecord& record) {
  AUDMG_ASSERT(record.image.has_value() != record.audio.has_value());
  AUDMG_ASSERT(record.renditions.size() <= kMaxRenditions);
  for (const Rendition& rendition : record.renditions) {
    AUDMG_ASSERT(is_rendition_name(rendition.name));
    AUDMG_ASSERT(is_rendition_content_type(rendition.content_type));
    AUDMG_ASSERT(rendition.content_type.find_first_of("\r\n ;") == std::string::npos);
    AUDMG_ASSERT(kDuration.contains(rendition.duration_seconds));
  }
  if (record.image) {
    // Both are 0 when the header could not be read.
    AUDMG_ASSERT((record.image->width > 0) == (record.image->height > 0));
    AUDMG_ASSERT(record.image->width <= kMaxRecordSide && record.image->height <= kMaxRecordSide);
    AUDMG_ASSERT(record.image->lens.size() <= kMaxTextFactBytes);
    if (record.image->place && record.image->place->latitude) {
      AUDMG_ASSERT(kLatitude.contains(*record.image->place->latitude));
    }
  } else {
    AUDMG_ASSERT(kDuration.contains(record.audio->duration_seconds));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const auto record = record_from_json(text);
  if (!record) {
    AUDMG_ASSERT(record.error().code == audmg::ErrorCode::invalid_argument);
    AUDMG_ASSERT(!record.error().message.empty());
    return 0;
  }
  check_facts(*record);
  const std::string once = record_to_json(*record);
  const auto again = record_from_json(once);
  AUDMG_ASSERT(again.has_value());
  AUDMG_ASSERT(record_to_json(*again) == once);
  return 0;
}

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/media/record/record_json.hpp"

#include <string>
#include <utility>

namespace audmg::media {

/// Asserts that a record may have these facts: that they are read again as they were written.
inline void assert_readable(ImageFacts facts) {
  facts.width = 1;
  facts.height = 1;
  MediaRecord record{.image = std::move(facts)};
  fit_record(record);
  const std::string text = record_to_json(record);
  const auto again = record_from_json(text);
  AUDMG_ASSERT(again.has_value());
  AUDMG_ASSERT(record_to_json(*again) == text);
}

}  // namespace audmg::media

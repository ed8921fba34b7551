// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/media/facts.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace audmg::media {

/// Longest record as JSON, in bytes.
inline constexpr std::size_t kMaxRecordBytes = std::size_t{64} * 1024;

// The record as one JSON object: what the child reports, and what the database keeps
// (docs/formats/media-record.md).
[[nodiscard]] std::string record_to_json(const MediaRecord& record);

/// Reads what record_to_json() wrote. The child is hostile: every number is checked against what
/// can be (finite, in range), texts are bounded and valid UTF-8, unknown members are ignored.
/// Errors: invalid_argument.
[[nodiscard]] Result<MediaRecord> record_from_json(std::string_view text);

}  // namespace audmg::media

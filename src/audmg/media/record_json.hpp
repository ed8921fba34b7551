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

// Returns the record as one JSON object, the format that the child reports and the database stores
// (docs/formats/media-record.md).
[[nodiscard]] std::string record_to_json(const MediaRecord& record);

/// Reads the output of record_to_json(). The child is treated as hostile: every number is checked
/// against its possible range and must be finite, texts are bounded and valid UTF-8, and unknown
/// members are ignored. Errors: invalid_argument.
[[nodiscard]] Result<MediaRecord> record_from_json(std::string_view text);

}  // namespace audmg::media

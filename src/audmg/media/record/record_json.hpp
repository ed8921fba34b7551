// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/media/record/facts.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace audmg::media {

/// Longest record as JSON, in bytes.
inline constexpr std::size_t kMaxRecordBytes = std::size_t{64} * 1024;

/// MediaRecord::version of the facts that this code reads. Raise it when it reads more, or better.
inline constexpr std::uint32_t kFactsVersion = 3;

// Returns the record as one JSON object, the format that the child reports and the database stores
// (docs/formats/media-record.md).
[[nodiscard]] std::string record_to_json(const MediaRecord& record);

/// Drops the longest facts that are the least missed (lyrics, then chapters, the description, the
/// comment, keywords, lists of names) until the record as JSON has at most `max_bytes`; its
/// renditions get object keys later, and need room too.
void fit_record(MediaRecord& record, std::size_t max_bytes = kMaxRecordBytes - 8 * 1024);

/// Reads the output of record_to_json(). The child is treated as hostile: every number is checked
/// against its possible range and must be finite, texts are bounded and valid UTF-8, and unknown
/// members are ignored. Errors: invalid_argument.
[[nodiscard]] Result<MediaRecord> record_from_json(std::string_view text);
/// Reads the same into an empty record, for callers that read hundreds: moving one takes time.
/// After an error `record` is undefined.
[[nodiscard]] Result<void> read_record(std::string_view text, MediaRecord& record);

}  // namespace audmg::media

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/media/record/facts.hpp"
#include "audmg/media/record/record_json.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace audmg::media::sandbox {

/// Longest reason for a failed job, in bytes.
inline constexpr std::size_t kMaxReasonBytes = 300;
/// Longest report of a job, in bytes: a record and the numbers around it.
inline constexpr std::size_t kMaxReportBytes = kMaxRecordBytes + 64;

/// Returns the report of a job: the child writes it once, as its last act.
[[nodiscard]] std::string encode_report(const Result<MediaRecord>& outcome);

/// Parses the report of a child that may be hostile. The outcome is a record, which the caller must
/// still compare with the request and with the files written, or an error with one of the codes
/// invalid_argument, too_large, deadline_exceeded, out_of_space, unavailable, internal and a
/// printable, bounded message. Errors: invalid_argument when it is not a report.
[[nodiscard]] Result<Result<MediaRecord>> parse_report(std::string_view bytes);

}  // namespace audmg::media::sandbox

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/media/facts.hpp"
#include "audmg/media/record_json.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace audmg::media::sandbox {

/// Longest reason of a failed job, in bytes.
inline constexpr std::size_t kMaxReasonBytes = 300;
/// Longest report of a job: a record, and the numbers around it.
inline constexpr std::size_t kMaxReportBytes = kMaxRecordBytes + 64;

/// The report of a job: written by the child, once, as its last act.
[[nodiscard]] std::string encode_report(const Result<MediaRecord>& outcome);

/// What a child that may be hostile says came out: a record, which still has to be compared with
/// what was asked for and what was written, or an error with one of the codes invalid_argument,
/// too_large, deadline_exceeded, out_of_space, unavailable, internal and a printable, bounded
/// message. Errors: invalid_argument when it is no report.
[[nodiscard]] Result<Result<MediaRecord>> parse_report(std::string_view bytes);

}  // namespace audmg::media::sandbox

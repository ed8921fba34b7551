// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/media/record/facts.hpp"
#include "audmg/media/record/record_json.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::media::sandbox {

/// Longest reason for a failed job, in bytes.
inline constexpr std::size_t kMaxReasonBytes = 300;
/// Most facts in a report: one before a library is trusted with the header, one after it.
inline constexpr int kMaxReportedFacts = 2;
/// Longest report of a job, in bytes: facts, a record, and the numbers around them.
inline constexpr std::size_t kMaxReportBytes = (kMaxReportedFacts + 1) * (kMaxRecordBytes + 64);

/// Returns the beginning of a report: what was found out before the decoding began. The child
/// writes it at most kMaxReportedFacts times, so that the server has it even when the decoder
/// crashes or is killed.
[[nodiscard]] std::string encode_facts(const MediaRecord& facts);

/// Returns the report of a job, or the rest of it after the facts: the child writes it once, as its
/// last act.
[[nodiscard]] std::string encode_report(const Result<MediaRecord>& outcome);

/// Parses the report of a child that may be hostile. The outcome is a record, which the caller must
/// still compare with the request and with the files written, or an error with one of the codes
/// invalid_argument, too_large, deadline_exceeded, out_of_space, unavailable, internal and a
/// printable, bounded message. Errors: invalid_argument when it is not a report.
[[nodiscard]] Result<Result<MediaRecord>> parse_report(std::string_view bytes);

/// Returns the last facts that a report begins with, even when the rest of it is missing or
/// damaged; nullopt when there are none. They may be as wrong as any other part of the report.
[[nodiscard]] std::optional<MediaRecord> reported_facts(std::string_view bytes);

}  // namespace audmg::media::sandbox

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/sandbox/report.hpp"

#include "audmg/core/text.hpp"
#include "audmg/media/sandbox/frame.hpp"

#include <array>
#include <utility>

namespace audmg::media::sandbox {
namespace {

/// Errors that a decoder may report; the server itself detects the other codes.
constexpr std::array kCodes{ErrorCode::invalid_argument,  ErrorCode::too_large,
                            ErrorCode::deadline_exceeded, ErrorCode::out_of_space,
                            ErrorCode::unavailable,       ErrorCode::internal};
constexpr std::uint64_t kRecord = kCodes.size();
constexpr std::uint64_t kFacts = kRecord + 1;

std::unexpected<Error> no_report() {
  return fail(ErrorCode::invalid_argument, "a report that no decoder of ours wrote");
}

}  // namespace

std::string encode_facts(const MediaRecord& facts) {
  FrameWriter frame;
  frame.number(kFacts).text(record_to_json(facts));
  return std::move(frame).take();
}

std::string encode_report(const Result<MediaRecord>& outcome) {
  FrameWriter frame;
  if (outcome) {
    frame.number(kRecord).text(record_to_json(*outcome));
    return std::move(frame).take();
  }
  std::uint64_t code = 0;
  while (code + 1 < kCodes.size() && kCodes.at(code) != outcome.error().code) ++code;
  frame.number(code).text(outcome.error().message.substr(0, kMaxReasonBytes));
  return std::move(frame).take();
}

Result<Result<MediaRecord>> parse_report(std::string_view bytes) {
  FrameReader frame(bytes);
  std::uint64_t kind = frame.number_up_to(kFacts);
  for (int left = kMaxReportedFacts; kind == kFacts && left > 0; --left) {
    (void)frame.text(kMaxRecordBytes);
    kind = frame.number_up_to(left > 1 ? kFacts : kRecord);
  }
  const std::string_view text = frame.text(kind == kRecord ? kMaxRecordBytes : kMaxReasonBytes);
  if (!frame.complete()) return no_report();
  if (kind != kRecord) {
    const ErrorCode code = kCodes.at(kind);
    Result<MediaRecord> failure =
        fail(code, printable_text(text, kMaxReasonBytes), code == ErrorCode::unavailable);
    return failure;
  }
  auto record = record_from_json(text);
  if (!record) return fail(ErrorCode::invalid_argument, std::move(record).error().message);
  return record;
}

std::optional<MediaRecord> reported_facts(std::string_view bytes) {
  FrameReader frame(bytes);
  std::optional<MediaRecord> last;
  for (int i = 0; i < kMaxReportedFacts && frame.number_up_to(kFacts) == kFacts; ++i) {
    auto facts = record_from_json(frame.text(kMaxRecordBytes));
    if (!facts) break;
    last = *std::move(facts);
  }
  return last;
}

}  // namespace audmg::media::sandbox

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Input: what the zygote or a job may have written. Whatever it is, an error comes out or something
// that says the same again when it is written.
#include "audmg/media/sandbox/notice.hpp"
#include "audmg/media/sandbox/report.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace {

using namespace audmg::media::sandbox;

void check_report(std::string_view bytes) {
  if (const auto facts = reported_facts(bytes)) {
    const auto again = reported_facts(encode_facts(*facts));
    AUDMG_ASSERT(again.has_value());
    AUDMG_ASSERT(audmg::media::record_to_json(*again) == audmg::media::record_to_json(*facts));
  }
  const auto report = parse_report(bytes);
  if (!report) return;
  if (*report) {
    const auto again = parse_report(encode_report(*report));
    AUDMG_ASSERT(again && *again);
    AUDMG_ASSERT(audmg::media::record_to_json(**again) == audmg::media::record_to_json(**report));
    return;
  }
  const std::string& message = report->error().message;
  AUDMG_ASSERT(message.size() <= kMaxReasonBytes);
  AUDMG_ASSERT(std::ranges::all_of(message, [](char c) { return c >= ' ' && c <= '~'; }));
}

void check_notices(std::string_view bytes) {
  if (const auto end = parse_job_end(bytes)) AUDMG_ASSERT(encode(*end) == bytes);
  if (const auto walls = parse_protection(bytes)) AUDMG_ASSERT(encode(*walls) == bytes);
  if (const auto hello = parse_hello(bytes)) {
    AUDMG_ASSERT(parse_hello(encode(*hello)).value().problem == hello->problem);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  check_report(text);
  check_notices(text);
  return 0;
}

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Input: a job as the child reads it. What is taken is bounded and says the same again.
#include "audmg/media/sandbox/job_frame.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace audmg::media::sandbox;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const auto job = parse_job_frame(text);
  if (!job) return 0;
  AUDMG_ASSERT(encode(*job) == text);
  AUDMG_ASSERT(output_names(job->plan, "audio/x").size() <= kMaxOutputs);
  AUDMG_ASSERT(output_names(job->plan, "image/x").size() == job->plan.images.size());
  return 0;
}

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/media/media_limits.hpp"
#include "audmg/media/rendition_plan.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::media::sandbox {

/// A request from the server to the zygote. Descriptors travel with it: the input, the writing end
/// of the report pipe, the zygote's end of the job's own socket, one for each of output_names(),
/// the sidecar if it has a size, and the socket at which the input's bytes are asked for if they
/// have to be.
struct JobFrame {
  std::uint64_t size = 0;          ///< size of the input, in bytes
  std::uint64_t sidecar_size = 0;  ///< size of the input's sidecar, in bytes; 0: there is none
  std::string content_type;
  RenditionPlan plan;
  MediaLimits limits;
  bool facts_only = false;  ///< RenderTask::facts_only
  bool is_fetched = false;  ///< the input's bytes have to be asked for
};

inline constexpr std::size_t kMaxJobFrameBytes = std::size_t{16} * 1024;
inline constexpr std::size_t kMaxOutputs = kMaxRecipes + 2;
/// Number of a job's descriptors before the outputs.
inline constexpr std::size_t kFirstOutput = 3;
inline constexpr std::size_t kMaxJobDescriptors = kFirstOutput + kMaxOutputs + 2;

[[nodiscard]] std::string encode(const JobFrame& job);

/// Errors: invalid_argument.
[[nodiscard]] Result<JobFrame> parse_job_frame(std::string_view bytes);

/// Returns every rendition that the plan may make of a file of that content type.
[[nodiscard]] std::vector<std::string> output_names(const RenditionPlan& plan,
                                                    std::string_view content_type);

[[nodiscard]] bool is_image(std::string_view content_type);

}  // namespace audmg::media::sandbox

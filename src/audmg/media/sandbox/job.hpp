// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/descriptor.hpp"
#include "audmg/core/result.hpp"
#include "audmg/media/sandbox/job_frame.hpp"
#include "audmg/media/sandbox/notice.hpp"
#include "audmg/media/sandbox/zygote_keeper.hpp"

#include <cstdint>
#include <span>
#include <stop_token>
#include <string>

namespace audmg::media::sandbox {

/// The way a job ended.
struct JobOutcome {
  enum class Why {
    ended,         ///< exited by itself, or killed by the kernel
    zygote_ended,  ///< the job ended with it
    timed_out,
    stopped,
    output_too_large,
    report_too_long,
  };
  Why why = Why::ended;
  /// The way the process ended; meaningful only for `ended`.
  JobEnd end;
  /// The report from the child, at most kMaxReportBytes. It may be hostile.
  std::string report;
};

/// The files that a job reads.
struct JobInputs {
  int file = -1;
  int sidecar = -1;  ///< passed only if the frame has a size for it
  int fetcher = -1;  ///< passed only if the frame says that bytes are fetched
};

/// Runs one job under the zygote and waits for its end. No process holds the descriptors when this
/// returns. `outputs` are in the order of output_names(). Errors: unavailable, when it could not be
/// started.
[[nodiscard]] Result<JobOutcome> run_job(ZygoteKeeper& keeper, const JobFrame& frame,
                                         const JobInputs& inputs,
                                         std::span<const Descriptor> outputs,
                                         const std::stop_token& stop);

}  // namespace audmg::media::sandbox

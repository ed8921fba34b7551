// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/seccomp/filter.hpp"

namespace audmg::media::sandbox {

/// Returns a filter that allows the system calls that decoding needs once everything is loaded:
/// reading and writing open descriptors, memory that is not executable, threads, time. Others fail
/// with EPERM, so that a library that only probes continues; calls that no decoder ever needs end
/// the process. Errors: unavailable.
[[nodiscard]] Result<seccomp::Filter> compile_job_filter();

}  // namespace audmg::media::sandbox

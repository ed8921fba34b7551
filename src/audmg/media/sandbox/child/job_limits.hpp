// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/media_limits.hpp"
#include "audmg/media/sandbox/protection.hpp"

namespace audmg::media::sandbox {

/// Sets the kernel's limits on the calling process: memory, processor time, file size, descriptors,
/// threads, no core dump.
void set_job_limits(const MediaLimits& limits, Protection& protection);

/// Drops every capability and the means to regain one.
void drop_privileges(Protection& protection);

}  // namespace audmg::media::sandbox

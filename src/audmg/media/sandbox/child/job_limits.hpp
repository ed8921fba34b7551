// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/media_limits.hpp"
#include "audmg/media/sandbox/protection.hpp"

namespace audmg::media::sandbox {

/// Limits of the kernel around the calling process: memory, processor time, file size, descriptors,
/// threads, no core dump.
void set_job_limits(const MediaLimits& limits, Protection& protection);

/// Gives up every capability and the way to new ones.
void drop_privileges(Protection& protection);

}  // namespace audmg::media::sandbox

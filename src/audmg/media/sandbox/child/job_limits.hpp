// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/media_limits.hpp"
#include "audmg/media/sandbox/protection.hpp"

#include <cstdint>

namespace audmg::media::sandbox {

/// Returns the bytes of address space that the program, its libraries and its heap take up; 0 when
/// /proc cannot be read.
[[nodiscard]] std::uint64_t addresses_in_use();

/// Sets the kernel's limits on the calling process: memory, processor time, file size, descriptors,
/// threads, no core dump. The kernel counts addresses, so `own_addresses`, those that were in use
/// before any file was opened, come on top of the memory that the file may take.
void set_job_limits(const MediaLimits& limits, std::uint64_t own_addresses, Protection& protection);

/// Drops every capability and the means to regain one.
void drop_privileges(Protection& protection);

}  // namespace audmg::media::sandbox

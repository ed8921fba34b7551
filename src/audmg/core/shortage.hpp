// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/error.hpp"

namespace audmg {

/// Returns whether `error_number` means that this process or the system is short of descriptors,
/// memory, threads or processes. Such a failure says nothing about the request itself: the same
/// call may succeed later. The only place that decides this. EAGAIN is taken to come from fork(2),
/// pthread_create(3) or mmap(2); do not pass the EAGAIN of a nonblocking descriptor.
[[nodiscard]] bool is_shortage(int error_number) noexcept;

/// Translates the exception that is being handled: unavailable and retryable when it reports a
/// shortage (std::bad_alloc, std::system_error with such an errno), else internal. Call it in a
/// catch block only.
[[nodiscard]] Error current_exception_error() noexcept;

}  // namespace audmg

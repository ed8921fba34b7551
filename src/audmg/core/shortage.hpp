// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/error.hpp"

namespace audmg {

/// Whether the errno says that this process or the system is short of descriptors, memory, threads
/// or processes. Such a failure says nothing about what was asked for: the same call may succeed
/// later. The only place that decides this. EAGAIN is one of fork(2), pthread_create(3) and
/// mmap(2); do not ask about the EAGAIN of a descriptor that does not block.
[[nodiscard]] bool is_shortage(int error_number) noexcept;

/// Translates the exception that is being handled: unavailable and retryable when it tells of a
/// shortage (std::bad_alloc, std::system_error with such an errno), else internal. Call it in a
/// catch block only.
[[nodiscard]] Error current_exception_error() noexcept;

}  // namespace audmg

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <string>
#include <string_view>

namespace audmg {

/// Returns "<what>: <reason of errno>", the message of every failed system call.
[[nodiscard]] std::string errno_message(std::string_view what, int error_number);

/// Returns the failing branch for a system call, with errno_message(). Codes: out_of_space,
/// not_found, already_exists, invalid_argument (permission, not a folder), internal.
[[nodiscard]] std::unexpected<Error> fail_errno(std::string_view what, int error_number);

/// Returns the failing branch for a system call that the caller will repeat later, because its
/// arguments cannot be at fault. The error is retryable. Codes: out_of_space, unavailable.
[[nodiscard]] std::unexpected<Error> fail_errno_retryable(std::string_view what, int error_number);

}  // namespace audmg

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <string_view>

namespace audmg {

/// The failing branch for a system call: "<what>: <reason of errno>". Codes: out_of_space,
/// not_found, already_exists, invalid_argument (permission, not a folder), internal.
[[nodiscard]] std::unexpected<Error> fail_errno(std::string_view what, int error_number);

}  // namespace audmg

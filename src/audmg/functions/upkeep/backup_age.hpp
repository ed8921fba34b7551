// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/services.hpp"

#include <chrono>
#include <optional>

namespace audmg::functions {

/// Returns the time since the end of the last backup that succeeded, on whatever machine; nothing
/// if none ever did. Errors: those of the records.
[[nodiscard]] Result<std::optional<std::chrono::milliseconds>> age_of_last_backup(
    const Services& services);

}  // namespace audmg::functions

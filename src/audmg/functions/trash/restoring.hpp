// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/functions/services.hpp"

namespace audmg::functions {

// The promise that a job restores files. It is remembered for a day, so that nobody empties the
// trash before the job has come to them.

/// Notes that all files which came into the owner's trash before this time are promised. Errors:
/// those of the repositories.
[[nodiscard]] Result<void> note_restoring(const UserId& owner, TimePoint trashed_before,
                                          const FileServices& services);

/// Returns whether some of the files that were promised are still in the trash. Errors: those of
/// the repositories.
[[nodiscard]] Result<bool> is_restoring(const UserId& owner, const FileServices& services);

}  // namespace audmg::functions

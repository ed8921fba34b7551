// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/services.hpp"

#include <stop_token>

namespace audmg::functions {

/// Removes the accounts whose owners asked for it and whose time is over, and the entries of the
/// audit log that are older than a year. Errors: those of the repositories.
[[nodiscard]] Result<void> remove_due_accounts(const std::stop_token& stop,
                                               const AccountServices& services);

}  // namespace audmg::functions

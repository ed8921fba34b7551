// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/functions/services.hpp"

namespace audmg::functions {

/// Ends all app passwords of a user and returns whether there were any. Errors: those of the
/// repository; then some may be left, and another call goes on.
[[nodiscard]] Result<bool> end_app_passwords(const UserId& user, const AccountServices& services);

}  // namespace audmg::functions

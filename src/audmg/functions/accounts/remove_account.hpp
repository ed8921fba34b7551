// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/functions/services.hpp"

namespace audmg::functions {

/// Removes an account with everything that UserRepository::delete_user() removes. Success means
/// that it is gone, also when the reply of the database was lost; unknown_outcome only if that
/// cannot be found out, either. Errors: those of the repository; not_found if there was none.
[[nodiscard]] Result<void> remove_account(const UserId& user, const AccountServices& services);

}  // namespace audmg::functions

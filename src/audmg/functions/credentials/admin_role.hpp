// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/http/request.hpp"

namespace audmg::functions {

/// Refuses with 403 admins_only unless the caller is an admin now. Errors: those of the repository.
[[nodiscard]] Outcome<void> require_admin(const http::Principal& caller,
                                          const AccountServices& services);

/// Returns whether an invitation that this account made is still good: only while the account is an
/// admin that is not disabled, whatever role the invitation is for. The operator (empty) always
/// may. Errors: those of the repository.
[[nodiscard]] Result<bool> may_still_invite(const UserId& maker, const AccountServices& services);

/// Refuses with 409 last_admin if the drive would have no admin that can log in without this user,
/// who is one. Two admins who leave at the same moment are not noticed; the operator can make
/// another one. Errors: those of the repository.
[[nodiscard]] Outcome<void> keep_one_admin(const UserId& leaving, const AccountServices& services);

}  // namespace audmg::functions

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/credential_repository.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/identity/factors.hpp"

#include <functional>

namespace audmg::functions {

/// A user's password hash and second factors, as they were at one instant.
struct AccountCredentials {
  std::string password_hash;
  identity::Factors factors;
  std::int64_t factors_revision = 0;
};

/// Errors: those of the repository; corrupt.
[[nodiscard]] Result<AccountCredentials> load_credentials(const UserId& user,
                                                          const AccountServices& services);

/// Changes the factors by compare and swap: `change` is called again with fresh ones when somebody
/// else was faster. It returns false to leave them as they are; an error stops. Errors: those of
/// `change`, of load_credentials(), and conflict when others are faster again and again.
[[nodiscard]] Result<void> change_factors(
    const UserId& user, const std::function<Result<bool>(identity::Factors&)>& change,
    const AccountServices& services);

}  // namespace audmg::functions

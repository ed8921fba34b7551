// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/lib/json/writer.hpp"

#include <cstddef>
#include <functional>

namespace audmg::functions {

/// The second factors that were taken away from an account.
struct TakenFactors {
  bool totp = false;
  std::size_t passkeys = 0;
  std::size_t recovery_codes = 0;

  [[nodiscard]] bool any() const noexcept { return totp || passkeys > 0 || recovery_codes > 0; }
};

/// Takes away the second factors of a user who has lost them: the authenticator app, the recovery
/// codes and, unless `keep_passkeys`, the passkeys. Tells the user by mail if there were any, and
/// calls `note` with them once they are gone, also when the reply of the database was lost. All
/// sessions of the user end in any case, so the call may be repeated after an error. Errors:
/// not_found (no such user); those of change_factors() and of the repositories.
[[nodiscard]] Result<TakenFactors> take_factors_away(
    const UserId& user, bool keep_passkeys, const std::function<void(const TakenFactors&)>& note,
    const AccountServices& services);

/// Adds the members "totp", "passkeys" and "recoveryCodes" to an open object.
void write_taken_factors(json::Writer& json, const TakenFactors& taken);

}  // namespace audmg::functions

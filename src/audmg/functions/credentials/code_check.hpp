// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/identity/factors.hpp"

#include <chrono>
#include <string_view>

namespace audmg::functions {

/// After so many wrong codes, none is looked at for this long since the first of them. Counted with
/// the factors, whatever the limits of rate are set to.
inline constexpr int kMaxFailedCodes = 5;
inline constexpr std::chrono::minutes kCodesRefusedFor{15};

/// Checks a code of the user's authenticator app and uses it up. Refuses with wrong_app_code() or
/// rate_limited(). Errors: those of the repository.
[[nodiscard]] Outcome<void> check_totp_code(const UserId& user, std::string_view code,
                                            const AccountServices& services);

/// Checks a recovery code and uses it up, and tells the user by mail. Refuses with wrong_factor()
/// or rate_limited(). Errors: those of the repository.
[[nodiscard]] Outcome<void> check_recovery_code(const UserId& user, std::string_view code,
                                                const AccountServices& services);

/// Returns the step of a code for a secret that is in the SecretBox; nothing if it is wrong.
/// Errors: corrupt.
[[nodiscard]] Result<std::optional<std::int64_t>> find_step(const UserId& user,
                                                            const identity::Totp& totp,
                                                            std::string_view code,
                                                            const AccountServices& services);

/// Returns how far the clock is off by which an app made a wrong code, as
/// identity::find_clock_error() does, for a secret that is in the SecretBox and not in use yet.
/// Errors: corrupt.
[[nodiscard]] Result<std::optional<std::chrono::seconds>> find_clock_error(
    const UserId& user, const identity::Totp& pending, std::string_view code,
    const AccountServices& services);

/// The context of a user's secret in the SecretBox.
[[nodiscard]] std::string totp_context(const UserId& user);

}  // namespace audmg::functions

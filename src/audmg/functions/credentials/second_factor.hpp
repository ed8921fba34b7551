// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/http/problem.hpp"
#include "audmg/identity/factors.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::functions {

/// Time from the right password to the second factor.
inline constexpr std::chrono::minutes kSecondFactorTime{5};

/// 401 mfa_required for a right password that is not enough: with the token that stands for it, and
/// the methods that the user has: "totp", "recovery_code", "passkey".
[[nodiscard]] http::Problem second_factor_required(const database::User& user,
                                                   const identity::Factors& factors,
                                                   const AccountServices& services);

/// A user whose password was right a moment ago.
struct HalfLogin {
  UserId user;
  std::int64_t credential_version = 0;
};

/// Reads the token of second_factor_required(); nothing if it is none or too old. The caller
/// compares the credential version with the user's.
[[nodiscard]] std::optional<HalfLogin> read_mfa_token(std::string_view text,
                                                      const AccountServices& services);

}  // namespace audmg::functions

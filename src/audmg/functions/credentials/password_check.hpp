// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/functions/credentials/account_mail.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/http/request.hpp"

#include <string>
#include <string_view>

namespace audmg::functions {

/// Checks the caller's own password, as one guess. Refuses with 403 wrong_password, or 429. Run it
/// on the password pool only. Errors: those of the repositories and of the hasher.
[[nodiscard]] Outcome<void> check_own_password(const http::Principal& caller,
                                               std::string_view password,
                                               const http::Request& request,
                                               const AccountServices& services);

/// Adds to `fields` what is wrong with a new password in the field `name`. `has_second_factor`: the
/// password is not the only factor of the account.
void check_new_password(std::string_view name, std::string_view password, std::string_view username,
                        std::string_view email, bool has_second_factor,
                        const CommonServices& services, http::FieldReader& fields);

struct PasswordChange {
  UserId user;
  std::string_view password;
  /// The session that goes on; empty: none does.
  SessionId kept{};
  /// The mail that tells the user.
  AccountMailKind notice = AccountMailKind::password_changed;
};

/// Sets a new password, ends all sessions but the one that is kept and everything that was signed
/// for the user, and tells the user. Errors: those of the repositories and of the hasher;
/// unknown_outcome only if it cannot be found out, either, whether the password was changed.
[[nodiscard]] Result<void> set_password(const PasswordChange& change,
                                        const AccountServices& services);

}  // namespace audmg::functions

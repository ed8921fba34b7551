// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/credentials/account_credentials.hpp"

#include <utility>

namespace audmg::functions {
namespace {

constexpr int kTries = 8;

}  // namespace

Result<AccountCredentials> load_credentials(const UserId& user, const AccountServices& services) {
  AUDMG_TRY(database::Credentials stored, services.credentials.find_credentials(user));
  AUDMG_TRY(identity::Factors factors, identity::factors_from_json(stored.factors));
  return AccountCredentials{.password_hash = std::move(stored.password_hash),
                            .factors = std::move(factors),
                            .factors_revision = stored.factors_revision};
}

Result<void> change_factors(const UserId& user,
                            const std::function<Result<bool>(identity::Factors&)>& change,
                            const AccountServices& services) {
  for (int i = 0; i < kTries; ++i) {
    AUDMG_TRY(AccountCredentials present, load_credentials(user, services));
    AUDMG_TRY(const bool changed, change(present.factors));
    if (!changed) return {};
    AUDMG_TRY(const bool replaced,
              services.credentials.replace_factors(user, present.factors_revision,
                                                   identity::factors_to_json(present.factors)));
    if (replaced) return {};
  }
  return fail(ErrorCode::conflict, "others change the factors of the same user");
}

}  // namespace audmg::functions

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/accounts/remove_account.hpp"

#include "audmg/database/user_repository.hpp"
#include "audmg/identity/credential_cache.hpp"

namespace audmg::functions {
namespace {

/// Once more goes on where the first call may have stopped, and finds nobody if it did not.
Result<void> delete_for_certain(const UserId& user, const AccountServices& services) {
  auto deleted = services.users.delete_user(user);
  if (deleted || deleted.error().code != ErrorCode::unknown_outcome) return deleted;
  const auto again = services.users.delete_user(user);
  if (again || again.error().code == ErrorCode::not_found) return {};
  const auto found = services.users.find_user(user);
  if (found && !*found) return {};
  return deleted;
}

}  // namespace

Result<void> remove_account(const UserId& user, const AccountServices& services) {
  AUDMG_CHECK(delete_for_certain(user, services));
  services.credential_cache.forget_user(user);
  return {};
}

}  // namespace audmg::functions

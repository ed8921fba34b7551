// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/credentials/admin_role.hpp"

#include "audmg/database/user_repository.hpp"

#include <algorithm>
#include <vector>

namespace audmg::functions {
namespace {

constexpr std::size_t kUsersPerPage = 200;

bool is_active_admin(const database::User& user) {
  return user.role == database::Role::admin && !user.disabled;
}

}  // namespace

Outcome<void> require_admin(const http::Principal& caller, const AccountServices& services) {
  AUDMG_TRY(const auto user, services.users.find_user(caller.user));
  if (user && is_active_admin(*user)) return {};
  return refuse({.status = 403,
                 .code = "admins_only",
                 .message = "Only an admin of this drive may do this."});
}

Result<bool> may_still_invite(const UserId& maker, const AccountServices& services) {
  if (maker.empty()) return true;
  AUDMG_TRY(const auto user, services.users.find_user(maker));
  return user && is_active_admin(*user);
}

Outcome<void> keep_one_admin(const UserId& leaving, const AccountServices& services) {
  AUDMG_TRY(const auto user, services.users.find_user(leaving));
  if (!user || !is_active_admin(*user)) return {};
  UserId after;
  for (;;) {
    AUDMG_TRY(const std::vector<database::User> page,
              services.users.list_users(after, kUsersPerPage));
    if (page.empty()) break;
    const bool found = std::ranges::any_of(page, [&](const database::User& other) {
      return other.id != leaving && is_active_admin(other) && !other.deletion_due_at;
    });
    if (found) return {};
    after = page.back().id;
  }
  return refuse({.status = 409,
                 .code = "last_admin",
                 .message = "This is the drive's only admin. Make another user an admin first."});
}

}  // namespace audmg::functions

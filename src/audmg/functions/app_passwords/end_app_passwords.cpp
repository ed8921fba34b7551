// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/app_passwords/end_app_passwords.hpp"

#include "audmg/database/app_password_repository.hpp"
#include "audmg/identity/credential_cache.hpp"

namespace audmg::functions {

Result<bool> end_app_passwords(const UserId& user, const AccountServices& services) {
  AUDMG_TRY(const auto app_passwords, services.app_passwords.list_app_passwords(user));
  for (const database::AppPassword& one : app_passwords) {
    AUDMG_CHECK(services.app_passwords.delete_app_password(user, one.id));
    services.credential_cache.forget_app_password(one.id);
  }
  return !app_passwords.empty();
}

}  // namespace audmg::functions

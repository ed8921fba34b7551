// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/app_password_repository.hpp"
#include "audmg/functions/credentials/audit_log.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/identity/credential_cache.hpp"

namespace audmg::functions {

/// Whoever suspects a theft must not be held up: this asks for no credential.
Response delete_app_password(const http::Principal& caller, const http::Request& request,
                             const AccountServices& services) {
  const auto id = AppPasswordId::parse(request.path_parameters.find("id").value_or(""));
  if (!id) return refuse(not_found());
  AUDMG_TRY(const bool deleted, services.app_passwords.delete_app_password(caller.user, *id));
  if (!deleted) return refuse(not_found());
  services.credential_cache.forget_app_password(*id);
  note_audit({.action = "app_password_deleted", .user = caller.user}, request, services);
  return http::Response{.status = 204, .headers = {}, .body = {}};
}

}  // namespace audmg::functions

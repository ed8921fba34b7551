// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/credentials/account_credentials.hpp"
#include "audmg/functions/credentials/audit_log.hpp"
#include "audmg/functions/credentials/password_check.hpp"
#include "audmg/functions/credentials/recent_authentication.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/http/json_body.hpp"

#include <string>
#include <utility>

namespace audmg::functions {

/// Ends all other sessions of the caller.
Response change_password(const http::Principal& caller, const http::Request& request,
                         const AccountServices& services) {
  AUDMG_CHECK(require_recent_authentication(caller, services));
  AUDMG_TRY(const http::JsonBody body, http::JsonBody::parse(request));
  http::FieldReader fields(body);
  const SecretText current = fields.required_secret("currentPassword");
  const SecretText next = fields.required_secret("newPassword");
  AUDMG_TRY(const auto user, services.users.find_user(caller.user));
  if (!user) return refuse(unauthorized());
  AUDMG_TRY(const AccountCredentials credentials, load_credentials(user->id, services));
  check_new_password("newPassword", next.text(), user->username, user->email,
                     credentials.factors.has_second_factor(), services, fields);
  if (auto problem = fields.problem()) return refuse(*std::move(problem));
  AUDMG_CHECK(check_own_password(caller, current.text(), request, services));
  AUDMG_CHECK(
      set_password({.user = user->id, .password = next.text(), .kept = caller.session}, services));
  note_audit({.action = "password_changed", .user = user->id}, request, services);
  return http::Response{.status = 204, .headers = {}, .body = {}};
}

}  // namespace audmg::functions

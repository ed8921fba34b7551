// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/credentials/account_credentials.hpp"
#include "audmg/functions/credentials/audit_log.hpp"
#include "audmg/functions/credentials/factor_problems.hpp"
#include "audmg/functions/credentials/known_addresses.hpp"
#include "audmg/functions/credentials/new_session.hpp"
#include "audmg/functions/credentials/passkey_answer.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/http/json_body.hpp"

#include <utility>

namespace audmg::functions {

/// A whole log-in: the authenticator has verified the user, so there are two factors already.
Response passkey_login(const http::Request& request, const AccountServices& services) {
  AUDMG_TRY(const http::JsonBody body, http::JsonBody::parse(request));
  http::FieldReader fields(body);
  const json::Value* value = fields.required_object("passkey");
  if (auto problem = fields.problem()) return refuse(*std::move(problem));
  const auto assertion = read_assertion(*value);
  if (!assertion || assertion->user.empty()) return refuse(wrong_factor());
  AUDMG_TRY(const auto user, services.users.find_user(assertion->user));
  if (!user || user->disabled) return refuse(wrong_factor());
  if (const auto checked = check_passkey(user->id, *assertion, services); !checked) {
    if (std::holds_alternative<http::Problem>(checked.error())) {
      note_audit({.action = "passkey_failed", .user = user->id}, request, services);
    }
    return std::unexpected(checked.error());
  }
  AUDMG_TRY(const AccountCredentials credentials, load_credentials(user->id, services));
  remember_address(user->id, credentials.factors, request, services);
  AUDMG_TRY(http::Response response, open_session(*user, request, services));
  return response;
}

}  // namespace audmg::functions

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/credentials/account_credentials.hpp"
#include "audmg/functions/credentials/audit_log.hpp"
#include "audmg/functions/credentials/known_addresses.hpp"
#include "audmg/functions/credentials/new_session.hpp"
#include "audmg/functions/credentials/second_factor.hpp"
#include "audmg/functions/credentials/shown_factor.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/http/json_body.hpp"

#include <string>
#include <utility>

namespace audmg::functions {
namespace {

/// The user whose password was right a moment ago, and is still the same.
Outcome<database::User> find_half_logged_in(std::string_view token,
                                            const AccountServices& services) {
  http::Problem too_late{.status = 401,
                         .code = "invalid_mfa_token",
                         .message = "Too much time has passed. Log in again."};
  const auto half = read_mfa_token(token, services);
  if (!half) return refuse(std::move(too_late));
  AUDMG_TRY(auto user, services.users.find_user(half->user));
  if (!user || user->disabled || user->credential_version != half->credential_version) {
    return refuse(std::move(too_late));
  }
  return *std::move(user);
}

}  // namespace

/// The second step of a log-in.
Response login_mfa(const http::Request& request, const AccountServices& services) {
  AUDMG_TRY(const http::JsonBody body, http::JsonBody::parse(request));
  http::FieldReader fields(body);
  const std::string token = fields.required_string("mfaToken");
  const ShownFactor factor = read_factor(body, fields);
  if (factor.empty() && !fields.rejected("passkey")) {
    fields.reject("code", "missing", "Send code, recoveryCode or passkey.");
  }
  if (auto problem = fields.problem()) return refuse(*std::move(problem));
  AUDMG_TRY(const database::User user, find_half_logged_in(token, services));
  const auto checked = check_factor(user.id, factor, services);
  if (!checked) {
    if (std::holds_alternative<http::Problem>(checked.error())) {
      note_audit({.action = "second_factor_failed", .user = user.id}, request, services);
    }
    return std::unexpected(checked.error());
  }
  AUDMG_TRY(const AccountCredentials credentials, load_credentials(user.id, services));
  remember_address(user.id, credentials.factors, request, services);
  AUDMG_TRY(http::Response response, open_session(user, request, services));
  return response;
}

}  // namespace audmg::functions

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/database/session_repository.hpp"
#include "audmg/functions/credentials/audit_log.hpp"
#include "audmg/functions/credentials/password_check.hpp"
#include "audmg/functions/credentials/shown_factor.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/http/json_body.hpp"

#include <utility>
#include <variant>

namespace audmg::functions {

/// Lets the caller's session do for a while what needs a credential that was just shown.
Response reauthenticate(const http::Principal& caller, const http::Request& request,
                        const AccountServices& services) {
  AUDMG_TRY(const http::JsonBody body, http::JsonBody::parse(request));
  http::FieldReader fields(body);
  const ShownFactor factor = read_factor(body, fields);
  SecretText password;
  if (factor.empty() && !fields.rejected("passkey")) password = fields.required_secret("password");
  if (auto problem = fields.problem()) return refuse(*std::move(problem));
  if (factor.empty()) {
    AUDMG_CHECK(check_own_password(caller, password.text(), request, services));
  } else if (const auto checked = check_factor(caller.user, factor, services); !checked) {
    // Not that of one that was not even looked at, because there were too many before it.
    const auto* const refusal = std::get_if<http::Problem>(&checked.error());
    if (refusal != nullptr && refusal->status == 401) {
      note_audit({.action = "wrong_factor", .user = caller.user}, request, services);
    }
    return std::unexpected(checked.error());
  }
  AUDMG_CHECK(services.sessions.stamp_session(caller.user, caller.session, services.clock.now()));
  note_audit({.action = "reauthenticated", .user = caller.user}, request, services);
  return http::Response{.status = 204, .headers = {}, .body = {}};
}

}  // namespace audmg::functions

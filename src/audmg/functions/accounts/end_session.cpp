// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/session_repository.hpp"
#include "audmg/functions/credentials/audit_log.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/identity/credential_cache.hpp"

namespace audmg::functions {

/// Ends one log-in of the caller, which may be the present one.
Response end_session(const http::Principal& caller, const http::Request& request,
                     const AccountServices& services) {
  const auto id = SessionId::parse(request.path_parameters.find("id").value_or(""));
  if (!id) return refuse(not_found());
  AUDMG_TRY(const auto live, services.sessions.find_session(caller.user, *id));
  if (!live) return refuse(not_found());
  AUDMG_CHECK(services.sessions.delete_session(caller.user, *id));
  services.credential_cache.forget_session(*id);
  note_audit({.action = "session_ended", .user = caller.user}, request, services);
  return http::Response{.status = 204, .headers = {}, .body = {}};
}

}  // namespace audmg::functions

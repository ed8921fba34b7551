// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/database/session_repository.hpp"
#include "audmg/functions/credentials/audit_log.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/identity/credential_cache.hpp"

namespace audmg::functions {

/// Ends all log-ins of the caller but the present one.
Response end_other_sessions(const http::Principal& caller, const http::Request& request,
                            const AccountServices& services) {
  AUDMG_TRY(const auto sessions,
            services.sessions.list_sessions(caller.user, services.clock.now()));
  AUDMG_CHECK(services.sessions.delete_other_sessions(caller.user, caller.session));
  for (const database::Session& session : sessions) {
    if (session.id != caller.session) services.credential_cache.forget_session(session.id);
  }
  note_audit({.action = "other_sessions_ended", .user = caller.user}, request, services);
  return http::Response{.status = 204, .headers = {}, .body = {}};
}

}  // namespace audmg::functions

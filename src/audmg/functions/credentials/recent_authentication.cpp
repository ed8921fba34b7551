// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/credentials/recent_authentication.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/database/session_repository.hpp"

namespace audmg::functions {

Outcome<void> require_recent_authentication(const http::Principal& caller,
                                            const AccountServices& services) {
  AUDMG_TRY(const auto live, services.sessions.find_session(caller.user, caller.session));
  if (live && services.clock.now() - live->session.authenticated_at < kRecentAuthentication) {
    return {};
  }
  return refuse({.status = 403,
                 .code = "reauthentication_required",
                 .message = "Show that it is you once more: send your password, a code or a "
                            "passkey to POST /reauthenticate."});
}

}  // namespace audmg::functions

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/session_repository.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/identity/credential_cache.hpp"
#include "audmg/telemetry/logger.hpp"

namespace audmg::functions {

/// Ends the token's session. The record goes first: when that fails, the client is still logged in
/// and knows it.
Response logout(const http::Principal& caller, const http::Request& request,
                const AccountServices& services) {
  AUDMG_CHECK(services.sessions.delete_session(caller.user, caller.session));
  services.credential_cache.forget_session(caller.session);
  services.logger.log(telemetry::Level::info, "logged_out",
                      {{"requestId", std::string_view(request.request_id)},
                       {"userId", std::string_view(caller.user.text())}});
  return http::Response{.status = 204, .headers = {}, .body = {}};
}

}  // namespace audmg::functions

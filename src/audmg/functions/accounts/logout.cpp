// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/handlers.hpp"

namespace audmg::functions {

/// Ends the token's session. The record goes first: when that fails, the client is still logged in
/// and knows it.
Result<http::Response> logout(const http::Request& request, Services& services) {
  AUDMG_ASSERT(request.principal);
  const http::Principal& principal = *request.principal;
  AUDMG_CHECK(services.sessions.delete_session(principal.user, principal.session));
  services.live_credentials.forget_session(principal.session);
  services.logger.log(telemetry::Level::info, "logged_out",
                      {{"requestId", std::string_view(request.request_id)},
                       {"userId", std::string_view(principal.user.text())}});
  return http::Response{.status = 204, .headers = {}, .body = {}};
}

}  // namespace audmg::functions

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/handlers.hpp"
#include "audmg/lib/json/writer.hpp"

#include <utility>

namespace audmg::functions {

/// From the token alone: no look-up, so a client can ask often.
Result<http::Response> me(const http::Request& request, Services&) {
  AUDMG_ASSERT(request.principal);
  const http::Principal& principal = *request.principal;
  json::Writer json;
  json.begin_object()
      .field("userId", principal.user.text())
      .field("username", principal.username)
      .field("tokenExpiresAt", format_rfc3339(principal.token_expires_at))
      .end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions

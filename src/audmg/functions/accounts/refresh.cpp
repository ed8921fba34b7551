// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/database/session_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/credentials/audit_log.hpp"
#include "audmg/functions/credentials/client_place.hpp"
#include "audmg/functions/credentials/token_answer.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/http/json_body.hpp"
#include "audmg/identity/credential_cache.hpp"
#include "audmg/identity/refresh_tokens.hpp"

#include <string>
#include <utility>

namespace audmg::functions {
namespace {

std::unexpected<Refusal> invalid_refresh_token() {
  return refuse({.status = 401,
                 .code = "invalid_refresh_token",
                 .message = "This refresh token is not good (any more). Log in again."});
}

/// A token that was never issued ends nothing: session ids are no secret.
Outcome<identity::RefreshToken> read_token(const http::Request& request,
                                           const AccountServices& services) {
  AUDMG_TRY(const http::JsonBody body, http::JsonBody::parse(request));
  http::FieldReader fields(body);
  const std::string text = fields.required_string("refreshToken");
  if (auto problem = fields.problem()) return refuse(*std::move(problem));
  auto token = services.refresh_tokens.verify(text);
  if (!token) return invalid_refresh_token();
  return *std::move(token);
}

}  // namespace

Response refresh(const http::Request& request, const AccountServices& services) {
  AUDMG_TRY(const identity::RefreshToken presented, read_token(request, services));
  AUDMG_TRY(const auto user, services.users.find_user(presented.user));
  if (!user || user->disabled) return invalid_refresh_token();

  const TimePoint now = services.clock.now();
  AUDMG_TRY(const auto outcome,
            services.sessions.renew_session({.id = presented.session,
                                             .owner = presented.user,
                                             .generation = presented.generation,
                                             .presented_hash = presented.hash,
                                             .now = now,
                                             .expires_at = now + services.policies.session_lifetime,
                                             .max_lifetime = services.policies.session_max,
                                             .leeway = services.policies.refresh_leeway,
                                             .network = network_of(request.client_address)}));
  switch (outcome) {
    case database::RenewOutcome::renewed:
    case database::RenewOutcome::repeated:
      break;
    case database::RenewOutcome::reused:
      // Someone holds a token that was replaced long ago: owner or thief, nobody can tell, so both
      // are out.
      services.credential_cache.forget_session(presented.session);
      note_audit({.action = "refresh_token_reused", .user = presented.user}, request, services);
      return invalid_refresh_token();
    case database::RenewOutcome::unknown:
      return invalid_refresh_token();
  }
  AUDMG_TRY(http::Response response,
            token_answer({.message = "Token refreshed.",
                          .username = user->username,
                          .session = presented.session,
                          .user = presented.user,
                          .refresh_token = services.refresh_tokens.issue(
                              presented.user, presented.session, presented.generation + 1)},
                         services));
  return response;
}

}  // namespace audmg::functions

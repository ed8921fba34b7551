// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/database/session_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/accounts/token_answer.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/http/field_reader.hpp"
#include "audmg/http/json_body.hpp"
#include "audmg/identity/credential_cache.hpp"
#include "audmg/telemetry/logger.hpp"

#include <string>
#include <utility>

namespace audmg::functions {
namespace {

std::unexpected<Refusal> invalid_refresh_token() {
  return refuse({.status = 401,
                 .code = "invalid_refresh_token",
                 .message = "This refresh token is not good (any more). Log in again."});
}

Outcome<identity::RefreshToken> read_token(const http::Request& request) {
  AUDMG_TRY(const http::JsonBody body, http::JsonBody::parse(request));
  http::FieldReader fields(body);
  const std::string text = fields.required_string("refreshToken");
  if (auto problem = fields.problem()) return refuse(*std::move(problem));
  auto token = identity::parse_refresh_token(text);
  if (!token) return invalid_refresh_token();
  return *std::move(token);
}

}  // namespace

Response refresh(const http::Request& request, const AccountServices& services) {
  AUDMG_TRY(const identity::RefreshToken presented, read_token(request));
  AUDMG_TRY(const auto user, services.users.find_user(presented.user));
  if (!user || user->disabled) return invalid_refresh_token();

  auto next = identity::make_refresh_token(presented.user, presented.session);
  const TimePoint now = services.clock.now();
  AUDMG_TRY(const auto outcome, services.sessions.rotate_refresh_token(
                                    {.id = presented.session,
                                     .owner = presented.user,
                                     .presented_hash = presented.hash(),
                                     .next_hash = next.hash(),
                                     .now = now,
                                     .expires_at = now + services.policies.session_lifetime,
                                     .leeway = services.policies.refresh_leeway}));
  switch (outcome) {
    case database::RotateOutcome::rotated:
      break;
    case database::RotateOutcome::reused:
      // Someone holds a token that was used before: owner or thief, nobody can tell, so both are
      // out.
      services.credential_cache.forget_session(presented.session);
      services.logger.log(telemetry::Level::warning, "refresh_token_reused",
                          {{"requestId", std::string_view(request.request_id)},
                           {"userId", std::string_view(presented.user.text())}});
      return invalid_refresh_token();
    case database::RotateOutcome::unknown:
      return invalid_refresh_token();
  }
  AUDMG_TRY(http::Response response, token_answer({.message = "Token refreshed.",
                                                   .username = user->username,
                                                   .refresh_token = std::move(next)},
                                                  services));
  return response;
}

}  // namespace audmg::functions

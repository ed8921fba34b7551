// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/credentials/new_session.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/database/session_repository.hpp"
#include "audmg/functions/credentials/audit_log.hpp"
#include "audmg/functions/credentials/client_place.hpp"
#include "audmg/functions/credentials/token_answer.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/identity/credential_cache.hpp"
#include "audmg/identity/refresh_tokens.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

/// Makes room for one more session.
Result<void> end_least_used(const UserId& user, TimePoint now, const AccountServices& services) {
  AUDMG_TRY(std::vector<database::Session> sessions, services.sessions.list_sessions(user, now));
  if (sessions.size() < kMaxSessions) return {};
  std::ranges::sort(sessions, std::ranges::greater{}, &database::Session::last_used_at);
  for (std::size_t i = kMaxSessions - 1; i < sessions.size(); ++i) {
    AUDMG_CHECK(services.sessions.delete_session(user, sessions[i].id));
    services.credential_cache.forget_session(sessions[i].id);
  }
  return {};
}

}  // namespace

Outcome<http::Response> open_session(const database::User& user, const http::Request& request,
                                     const AccountServices& services) {
  const TimePoint now = services.clock.now();
  AUDMG_CHECK(end_least_used(user.id, now, services));
  const database::Session session{.id = SessionId::make(now),
                                  .owner = user.id,
                                  .created_at = now,
                                  .expires_at = now + std::min(services.policies.session_lifetime,
                                                               services.policies.session_max),
                                  .device = device_of(request),
                                  .network = network_of(request.client_address),
                                  .last_used_at = now,
                                  .authenticated_at = now};
  AUDMG_CHECK(services.sessions.create_session(session));
  // A password that was changed while this one was being checked has ended all sessions but this.
  AUDMG_TRY(const auto present, services.users.find_user(user.id));
  if (!present || present->disabled || present->credential_version != user.credential_version) {
    AUDMG_CHECK(services.sessions.delete_session(user.id, session.id));
    return refuse({.status = 401,
                   .code = "invalid_credentials",
                   .message = "The account was changed meanwhile. Log in again."});
  }
  note_audit({.action = "logged_in", .user = user.id}, request, services);
  AUDMG_TRY(http::Response response, token_answer({.message = "Login successful.",
                                                   .username = user.username,
                                                   .session = session.id,
                                                   .user = user.id,
                                                   .refresh_token = services.refresh_tokens.issue(
                                                       user.id, session.id, session.generation)},
                                                  services));
  return response;
}

}  // namespace audmg::functions

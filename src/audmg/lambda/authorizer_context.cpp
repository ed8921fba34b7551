// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/authorizer_context.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/lambda/event_fields.hpp"

#include <string>
#include <utility>

namespace audmg::lambda {
namespace {

constexpr std::string_view kUserId = "userId";
constexpr std::string_view kSessionId = "sessionId";
constexpr std::string_view kUsername = "username";
constexpr std::string_view kTokenExpiresAt = "tokenExpiresAt";
constexpr std::string_view kScopes = "scopes";

}  // namespace

void write_authorizer_context(json::Writer& json, const http::Principal& principal) {
  json.begin_object()
      .field(kUserId, principal.user.text())
      .field(kSessionId, principal.session.text())
      .field(kUsername, principal.username)
      .field(kTokenExpiresAt, format_rfc3339(principal.token_expires_at))
      .field(kScopes, principal.scopes)
      .end_object();
}

std::optional<http::Principal> read_authorizer_context(const json::Value* context) {
  EventFields fields(context, "authorizer");
  auto user = UserId::parse(fields.text(kUserId));
  // An app password has scopes in the place of a session.
  auto session = SessionId::parse(fields.text(kSessionId));
  std::string scopes(fields.text(kScopes));
  std::string username(fields.text(kUsername));
  const auto expires_at = parse_rfc3339(fields.text(kTokenExpiresAt));
  if (!fields.check() || !user || username.empty() || !expires_at) return std::nullopt;
  if (session.has_value() == !scopes.empty()) return std::nullopt;
  return http::Principal{.user = *std::move(user),
                         .session = std::move(session).value_or(SessionId{}),
                         .username = std::move(username),
                         .token_expires_at = *expires_at,
                         .scopes = std::move(scopes)};
}

}  // namespace audmg::lambda

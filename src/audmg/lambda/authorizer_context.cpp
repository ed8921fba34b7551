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

}  // namespace

void write_authorizer_context(json::Writer& json, const http::Principal& principal) {
  json.begin_object()
      .field(kUserId, principal.user.text())
      .field(kSessionId, principal.session.text())
      .field(kUsername, principal.username)
      .field(kTokenExpiresAt, format_rfc3339(principal.token_expires_at))
      .end_object();
}

std::optional<http::Principal> read_authorizer_context(const json::Value* context) {
  EventFields fields(context, "authorizer");
  auto user = UserId::parse(fields.text(kUserId));
  auto session = SessionId::parse(fields.text(kSessionId));
  std::string username(fields.text(kUsername));
  const auto expires_at = parse_rfc3339(fields.text(kTokenExpiresAt));
  if (!fields.check() || !user || !session || username.empty() || !expires_at) return std::nullopt;
  return http::Principal{*std::move(user), *std::move(session), std::move(username), *expires_at};
}

}  // namespace audmg::lambda

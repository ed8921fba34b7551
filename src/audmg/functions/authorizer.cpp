// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/authorizer.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/core/number.hpp"
#include "audmg/database/app_password_repository.hpp"
#include "audmg/database/session_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/http/authorization.hpp"
#include "audmg/identity/access_tokens.hpp"
#include "audmg/identity/app_password_tokens.hpp"
#include "audmg/identity/credential_cache.hpp"
#include "audmg/telemetry/logger.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <utility>

namespace audmg::functions {
namespace {

http::Principal to_principal(identity::AccessClaims claims) {
  return {.user = std::move(claims.user),
          .session = std::move(claims.session),
          .username = std::move(claims.username),
          .token_expires_at = claims.expires_at,
          .scopes = std::move(claims.scopes)};
}

/// Time until an app password without an end counts as looked up too long ago. Whoever keeps the
/// caller for longer than that looks again.
constexpr std::chrono::minutes kAppPasswordLifetime{15};
/// The time of use is kept about this exactly.
constexpr std::chrono::minutes kUseNotedAfter{5};

std::unexpected<Error> bad_app_password() {
  return fail(ErrorCode::invalid_argument, "the app password is not good (any more)");
}

void note_use(const database::AppPassword& used, TimePoint now, const AccountServices& services) {
  if (used.last_used_at && now - *used.last_used_at < kUseNotedAfter) return;
  const auto noted = services.app_passwords.note_use(used.owner, used.id, now);
  if (noted) return;
  services.logger.log(telemetry::Level::warning, "use_not_noted",
                      {{"userId", std::string_view(used.owner.text())},
                       {"reason", std::string_view(noted.error().message)}});
}

Result<identity::AccessClaims> verify_app_password(std::string_view text,
                                                   const AccountServices& services) {
  const auto token = identity::parse_app_password_token(text);
  if (!token) return bad_app_password();
  AUDMG_TRY(const auto live, services.app_passwords.find_app_password(token->user, token->id));
  const TimePoint now = services.clock.now();
  if (!live || live->user_disabled || live->app_password.secret_hash != token->hash()) {
    return bad_app_password();
  }
  const TimePoint soon = now + kAppPasswordLifetime;
  const TimePoint end = std::min(live->app_password.expires_at.value_or(soon), soon);
  if (end <= now) return bad_app_password();
  note_use(live->app_password, now, services);
  services.credential_cache.put_user(token->user, live->credential_version);
  return identity::AccessClaims{.user = token->user,
                                .username = live->username,
                                .expires_at = end,
                                .app_password = token->id,
                                .scopes = live->app_password.scopes};
}

Result<identity::AccessClaims> verify_access_token(std::string_view token,
                                                   const AccountServices& services) {
  AUDMG_TRY(identity::AccessClaims claims, services.access_tokens.verify(token));
  AUDMG_TRY(const auto live, services.sessions.find_session(claims.user, claims.session));
  if (!live || live->user_disabled || live->session.expires_at <= services.clock.now()) {
    return fail(ErrorCode::invalid_argument, "the token's session has ended");
  }
  services.credential_cache.put_user(claims.user, live->credential_version);
  return claims;
}

struct Binding {
  UserId user;
  std::int64_t credential_version = 0;
};

/// The end of a binding for files in the trash.
constexpr std::string_view kInTrash = ".trash";

/// "<user id>.<credential version>", and ".trash" for files in the trash
std::optional<Binding> parse_binding(std::string_view text) {
  if (is_trash_binding(text)) text.remove_suffix(kInTrash.size());
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  auto user = UserId::parse(text.substr(0, dot));
  // 0 is what a disabled user's version is remembered as.
  const auto credential_version = parse_whole<std::int64_t>(text.substr(dot + 1), 1);
  if (!user || !credential_version) return std::nullopt;
  return Binding{*std::move(user), *credential_version};
}

}  // namespace

std::string trash_binding(std::string_view binding) {
  return std::string(binding).append(kInTrash);
}

bool is_trash_binding(std::string_view binding) noexcept { return binding.ends_with(kInTrash); }

std::string_view user_of_binding(std::string_view binding) noexcept {
  return binding.substr(0, binding.find('.'));
}

std::optional<http::Principal> authorize_cached(std::string_view authorization,
                                                const AccountServices& services) {
  const auto token = http::bearer_token(authorization);
  if (!token) return std::nullopt;
  auto claims = services.credential_cache.find_token(*token);
  if (!claims) return std::nullopt;
  return to_principal(*std::move(claims));
}

Result<http::Principal> authorize(std::string_view authorization, const AccountServices& services) {
  const auto token = http::bearer_token(authorization);
  if (!token) return fail(ErrorCode::invalid_argument, "no bearer token");
  AUDMG_TRY(identity::AccessClaims claims, identity::looks_like_app_password(*token)
                                               ? verify_app_password(*token, services)
                                               : verify_access_token(*token, services));
  services.credential_cache.put_token(*token, claims);
  return to_principal(std::move(claims));
}

std::optional<bool> is_binding_live_cached(std::string_view text, const AccountServices& services) {
  const auto binding = parse_binding(text);
  if (!binding) return false;
  const auto version = services.credential_cache.find_user(binding->user);
  if (!version) return std::nullopt;
  return *version == binding->credential_version;
}

Result<bool> is_binding_live(std::string_view text, const AccountServices& services) {
  const auto binding = parse_binding(text);
  if (!binding) return false;
  AUDMG_TRY(const auto user, services.users.find_user(binding->user));
  const std::int64_t version = user && !user->disabled ? user->credential_version : 0;
  services.credential_cache.put_user(binding->user, version);
  return version == binding->credential_version;
}

}  // namespace audmg::functions

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/authorizer.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/core/number.hpp"
#include "audmg/database/session_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/http/authorization.hpp"
#include "audmg/identity/access_tokens.hpp"
#include "audmg/identity/credential_cache.hpp"

#include <cstdint>
#include <utility>

namespace audmg::functions {
namespace {

http::Principal to_principal(identity::AccessClaims claims) {
  return {std::move(claims.user), std::move(claims.session), std::move(claims.username),
          claims.expires_at};
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
  AUDMG_TRY(identity::AccessClaims claims, services.access_tokens.verify(*token));
  AUDMG_TRY(const auto live, services.sessions.find_session(claims.user, claims.session));
  if (!live || live->user_disabled || live->session.expires_at <= services.clock.now()) {
    return fail(ErrorCode::invalid_argument, "the token's session has ended");
  }
  services.credential_cache.put_token(*token, claims);
  services.credential_cache.put_user(claims.user, live->credential_version);
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

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/access_tokens.hpp"

#include "audmg/core/ascii.hpp"
#include "audmg/core/base64.hpp"
#include "audmg/identity/flat_claims.hpp"
#include "audmg/identity/hs256.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace audmg::identity {
namespace {

constexpr std::string_view kIssuer = "audmg-drive";
constexpr std::string_view kAudience = "audmg-drive";
constexpr std::size_t kMinSecretBytes = 32;
/// iss aud sub sid name iat exp jti, and nothing else: a claim that we do not know (nbf, cnf...)
/// could mean a restriction that we would then ignore.
constexpr std::size_t kClaimCount = 8;
/// How far ahead the clock of the machine that issued may be.
constexpr std::chrono::seconds kClockSkew{60};
/// 31 December 9999: keeps arithmetic with times far from its limits.
constexpr std::int64_t kLastSecond = 253402300799;

std::int64_t unix_seconds(TimePoint time) {
  return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

/// The user name stands in the token as it is; the account rules allow nothing that JSON escapes.
bool is_plain(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return is_graphic(c) && c != '"' && c != '\\'; });
}

std::unexpected<Error> refuse(std::string_view why) {
  return fail(ErrorCode::invalid_argument, fmt::format("access token: {}", why));
}

}  // namespace

AccessTokens::AccessTokens(std::string secret, const Clock& clock)
    : secret_(std::move(secret)), clock_(clock) {
  AUDMG_ASSERT(secret_.size() >= kMinSecretBytes);
}

Result<std::string> AccessTokens::issue(const AccessClaims& claims) const {
  const TimePoint now = clock_.now();
  if (claims.user.empty() || claims.session.empty() || !is_plain(claims.username)) {
    return fail(ErrorCode::internal, "access token: unfit claims");
  }
  return sign_hs256(
      fmt::format(
          R"({{"iss":"{}","aud":"{}","sub":"{}","sid":"{}","name":"{}","iat":{},"exp":{},"jti":"{}"}})",
          kIssuer, kAudience, claims.user.text(), claims.session.text(), claims.username,
          unix_seconds(now), unix_seconds(claims.expires_at), make_uuid7(now)),
      secret_);
}

Result<AccessClaims> AccessTokens::verify(std::string_view token) const {
  AUDMG_TRY(const std::string_view segment, verify_hs256(token, secret_));
  const auto payload = from_base64url(segment);
  if (!payload) return refuse("payload is no base64url");
  const auto text = FlatClaims::parse(
      std::string_view(reinterpret_cast<const char*>(payload->data()), payload->size()));
  if (!text || text->size() != kClaimCount) return refuse("not exactly our claims");
  if (text->string("iss") != kIssuer || text->string("aud") != kAudience) {
    return refuse("issuer or audience");
  }
  const auto user = UserId::parse(text->string("sub").value_or(""));
  const auto session = SessionId::parse(text->string("sid").value_or(""));
  const auto username = text->string("name");
  if (!user || !session || !username || username->empty()) return refuse("subject");
  if (!is_uuid_text(text->string("jti").value_or(""))) return refuse("jti");
  const auto issued = text->integer("iat");
  const auto expires = text->integer("exp");
  if (!issued || !expires || *issued < 0 || *issued > *expires || *expires > kLastSecond) {
    return refuse("times");
  }
  const TimePoint now = clock_.now();
  if (unix_seconds(now + kClockSkew) < *issued) return refuse("issued in the future");
  const TimePoint expires_at{std::chrono::seconds(*expires)};
  if (expires_at <= now) return refuse("expired");
  return AccessClaims{*user, *session, std::string(*username), expires_at};
}

}  // namespace audmg::identity

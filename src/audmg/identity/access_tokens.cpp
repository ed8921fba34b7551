// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/access_tokens.hpp"

#include "audmg/core/ascii.hpp"
#include "audmg/core/base64.hpp"
#include "audmg/identity/hs256.hpp"
#include "audmg/lib/json/document.hpp"
#include "audmg/lib/json/writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

namespace audmg::identity {
namespace {

constexpr std::string_view kIssuer = "audmg-drive";
constexpr std::string_view kAudience = "audmg-drive";
constexpr std::size_t kMinSecretBytes = 32;
/// iss aud sub sid name iat exp jti, and nothing else: a claim that we do not know (nbf, cnf...)
/// could mean a restriction that we would then ignore.
constexpr std::size_t kClaimCount = 8;
/// Most that the clock of the issuing machine may be ahead.
constexpr std::chrono::seconds kClockSkew{60};
/// Longest validity of a token that is believed, whoever has signed it.
constexpr std::int64_t kMaxValiditySeconds = std::int64_t{24} * 60 * 60;
/// 31 December 9999: keeps arithmetic with times far from its limits.
constexpr std::uint64_t kLastSecond = 253402300799;

std::int64_t unix_seconds(TimePoint time) {
  return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

/// Our claims are ids, numbers and user names, which the account rules keep free of everything that
/// JSON escapes. A payload with more than printable ASCII and white space was not written here.
bool is_plain(std::string_view json) {
  return std::ranges::all_of(
      json, [](char c) { return static_cast<unsigned char>(c) < 0x7f && c != '\\'; });
}

/// A user name that issue() writes and verify() reads.
bool is_plain_name(std::string_view name) {
  return is_plain(name) && std::ranges::all_of(name, [](char c) { return c > ' ' && c != '"'; });
}

std::optional<json::Value> parse_claims(std::string_view payload) {
  if (!is_plain(payload)) return std::nullopt;
  auto claims = json::parse(payload, {.max_bytes = kMaxTokenBytes, .max_depth = 1});
  if (!claims || claims->as_object() == nullptr) return std::nullopt;
  if (claims->as_object()->size() != kClaimCount) return std::nullopt;
  return std::move(*claims);
}

/// Returns the text of that claim; "" when there is no such claim or it is not a string.
std::string_view text_of(const json::Value& claims, std::string_view name) {
  const json::Value* claim = claims.find(name);
  const std::string* text = claim != nullptr ? claim->as_string() : nullptr;
  return text != nullptr ? std::string_view(*text) : std::string_view();
}

/// Returns the time in that claim; nothing unless it is a whole number from 0 to kLastSecond.
std::optional<std::int64_t> seconds_of(const json::Value& claims, std::string_view name) {
  const json::Value* claim = claims.find(name);
  const auto seconds = claim != nullptr ? claim->as_unsigned() : std::nullopt;
  if (!seconds || *seconds > kLastSecond) return std::nullopt;
  return static_cast<std::int64_t>(*seconds);
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
  if (claims.user.empty() || claims.session.empty() || !is_plain_name(claims.username)) {
    return fail(ErrorCode::internal, "access token: unfit claims");
  }
  json::Writer json;
  json.begin_object().field("iss", kIssuer).field("aud", kAudience);
  json.field("sub", claims.user.text()).field("sid", claims.session.text());
  json.field("name", claims.username);
  json.field("iat", unix_seconds(now)).field("exp", unix_seconds(claims.expires_at));
  json.field("jti", make_uuid7(now)).end_object();
  return sign_hs256(json.text(), secret_);
}

Result<AccessClaims> AccessTokens::verify(std::string_view token) const {
  AUDMG_TRY(const std::string_view segment, verify_hs256(token, secret_));
  const auto payload = from_base64url(segment);
  if (!payload) return refuse("payload is no base64url");
  const auto claims = parse_claims(
      std::string_view(reinterpret_cast<const char*>(payload->data()), payload->size()));
  if (!claims) return refuse("not exactly our claims");
  if (text_of(*claims, "iss") != kIssuer || text_of(*claims, "aud") != kAudience) {
    return refuse("issuer or audience");
  }
  const auto user = UserId::parse(text_of(*claims, "sub"));
  const auto session = SessionId::parse(text_of(*claims, "sid"));
  const std::string_view username = text_of(*claims, "name");
  if (!user || !session || username.empty()) return refuse("subject");
  if (!is_uuid_text(text_of(*claims, "jti"))) return refuse("jti");
  const auto issued = seconds_of(*claims, "iat");
  const auto expires = seconds_of(*claims, "exp");
  if (!issued || !expires || *issued > *expires) return refuse("times");
  if (*expires - *issued > kMaxValiditySeconds) return refuse("valid for too long");
  const TimePoint now = clock_.now();
  if (unix_seconds(now + kClockSkew) < *issued) return refuse("issued in the future");
  const TimePoint expires_at{std::chrono::seconds(*expires)};
  if (expires_at <= now) return refuse("expired");
  return AccessClaims{*user, *session, std::string(username), expires_at};
}

}  // namespace audmg::identity

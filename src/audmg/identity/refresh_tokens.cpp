// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/refresh_tokens.hpp"

#include "audmg/core/base64.hpp"
#include "audmg/lib/openssl/random.hpp"
#include "audmg/lib/openssl/sha256.hpp"

namespace audmg::identity {
namespace {

constexpr std::size_t kSecretBytes = 32;
constexpr std::size_t kSecretLength = 43;  // of 32 bytes in base64url
constexpr std::size_t kIdLength = 36;
constexpr std::size_t kTokenLength = kIdLength + 1 + kIdLength + 1 + kSecretLength;

}  // namespace

std::string RefreshToken::text() const { return user.text() + '.' + session.text() + '.' + secret; }

std::string RefreshToken::hash() const { return openssl::sha256_hex(secret); }

RefreshToken make_refresh_token(const UserId& user, const SessionId& session) {
  return {user, session, openssl::random_text(kSecretBytes)};
}

std::optional<RefreshToken> parse_refresh_token(std::string_view text) {
  if (text.size() != kTokenLength) return std::nullopt;
  if (text[kIdLength] != '.' || text[2 * kIdLength + 1] != '.') return std::nullopt;
  const auto user = UserId::parse(text.substr(0, kIdLength));
  const auto session = SessionId::parse(text.substr(kIdLength + 1, kIdLength));
  const std::string_view secret = text.substr(2 * kIdLength + 2);
  if (!user || !session || !from_base64url(secret)) return std::nullopt;
  return RefreshToken{*user, *session, std::string(secret)};
}

}  // namespace audmg::identity

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/refresh_tokens.hpp"

#include "audmg/core/base64.hpp"
#include "audmg/core/number.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/openssl/hmac.hpp"
#include "audmg/lib/openssl/sha256.hpp"

#include <cstddef>
#include <utility>

namespace audmg::identity {
namespace {

constexpr std::size_t kMinRefreshKeyBytes = 32;
constexpr std::size_t kMacLength = 43;  // of 32 bytes in base64url
constexpr std::size_t kIdTextLength = 36;
constexpr std::size_t kIdsLength = kIdTextLength + 1 + kIdTextLength + 1;

std::string refresh_mac(std::string_view key, std::string_view text) {
  return to_base64url(openssl::HmacSha256(key).sign(text));
}

}  // namespace

RefreshTokens::RefreshTokens(std::string key) : key_(std::move(key)) {
  AUDMG_ASSERT(key_.size() >= kMinRefreshKeyBytes);
}

std::string RefreshTokens::issue(const UserId& user, const SessionId& session,
                                 std::int64_t generation) const {
  AUDMG_ASSERT(generation >= 1);
  std::string token = user.text() + '.' + session.text() + '.' + std::to_string(generation);
  const std::string proof = refresh_mac(key_, token);
  return token.append(".").append(proof);
}

std::optional<RefreshToken> RefreshTokens::verify(std::string_view text) const {
  if (text.size() < kIdsLength + kMacLength) return std::nullopt;
  if (text[kIdTextLength] != '.' || text[kIdsLength - 1] != '.') return std::nullopt;
  const auto user = UserId::parse(text.substr(0, kIdTextLength));
  const auto session = SessionId::parse(text.substr(kIdTextLength + 1, kIdTextLength));
  if (!user || !session) return std::nullopt;
  const std::string_view last = text.substr(text.size() - kMacLength);
  if (!from_base64url(last)) return std::nullopt;
  RefreshToken token{*user, *session};
  if (text.size() == kIdsLength + kMacLength) {
    token.hash = openssl::sha256_hex(last);
    return token;
  }
  std::string_view middle = text.substr(kIdsLength, text.size() - kMacLength - kIdsLength);
  if (!middle.ends_with('.')) return std::nullopt;
  middle.remove_suffix(1);
  const auto generation = parse_whole<std::int64_t>(middle, 1);
  if (!generation) return std::nullopt;
  // issue() writes a number in one way only, so other texts of the same number have no MAC. Texts
  // of any length end here before anything is computed.
  if (middle.starts_with('0')) return std::nullopt;
  const std::string expected = refresh_mac(key_, text.substr(0, text.size() - kMacLength - 1));
  if (!openssl::constant_time_equal(last, expected)) return std::nullopt;
  token.generation = *generation;
  return token;
}

}  // namespace audmg::identity

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/hs256.hpp"

#include "audmg/core/ascii.hpp"
#include "audmg/core/base64.hpp"
#include "audmg/lib/openssl/hmac.hpp"

#include <algorithm>
#include <span>

namespace audmg::identity {
namespace {

// {"alg":"HS256","typ":"JWT"} in both orders: the only headers there are. Compared as text, so that
// no other algorithm is ever met.
constexpr std::string_view kHeaderAlgFirst = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";
constexpr std::string_view kHeaderTypFirst = "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9";

bool is_base64url(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return is_alnum(c) || c == '-' || c == '_'; });
}

std::string signature_of(std::string_view signed_part, std::string_view secret) {
  return to_base64url(openssl::HmacSha256(secret).sign(signed_part));
}

std::unexpected<Error> refuse_token(std::string_view why) {
  return fail(ErrorCode::invalid_argument, std::string(why));
}

}  // namespace

std::string sign_hs256(std::string_view claims_json, std::string_view secret) {
  std::string token(kHeaderAlgFirst);
  token.append(".").append(to_base64url(std::as_bytes(std::span(claims_json))));
  const std::string signature = signature_of(token, secret);
  return token.append(".").append(signature);
}

Result<std::string_view> verify_hs256(std::string_view token, std::string_view secret) {
  constexpr std::string_view kUnfit = "no token of ours by its form";
  if (token.size() > kMaxTokenBytes) return refuse_token(kUnfit);
  const std::size_t first = token.find('.');
  const std::size_t second = token.find('.', first + 1);
  if (first == std::string_view::npos || second == std::string_view::npos)
    return refuse_token(kUnfit);
  const std::string_view header = token.substr(0, first);
  if (header != kHeaderAlgFirst && header != kHeaderTypFirst) return refuse_token(kUnfit);
  const std::string_view payload = token.substr(first + 1, second - first - 1);
  if (payload.empty() || !is_base64url(payload)) return refuse_token(kUnfit);
  // As texts: each signature has exactly one, without padding.
  const std::string expected = signature_of(token.substr(0, second), secret);
  if (!openssl::constant_time_equal(token.substr(second + 1), expected)) {
    return refuse_token("the token's signature is wrong");
  }
  return payload;
}

}  // namespace audmg::identity

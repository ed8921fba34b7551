// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/jwt/hs256.hpp"

#include <jwt.h>

#include <cstdlib>
#include <memory>

namespace audmg::jwt {
namespace {

struct TokenDeleter {
  void operator()(jwt_t* token) const noexcept { jwt_free(token); }
};
using Token = std::unique_ptr<jwt_t, TokenDeleter>;

struct TextDeleter {
  void operator()(char* text) const noexcept { std::free(text); }
};
using Text = std::unique_ptr<char, TextDeleter>;

// {"alg":"HS256","typ":"JWT"} in both orders: the only headers there are. Compared as text before
// anything is decoded, so that the library never meets another algorithm.
constexpr std::string_view kHeaderAlgFirst = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";
constexpr std::string_view kHeaderTypFirst = "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9";

/// 32 bytes in base64url without padding.
constexpr std::size_t kSignatureLength = 43;

bool is_base64url(std::string_view text) {
  for (const char c : text) {
    const bool good = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                      c == '-' || c == '_';
    if (!good) return false;
  }
  return true;
}

const unsigned char* key_bytes(std::string_view secret) {
  return reinterpret_cast<const unsigned char*>(secret.data());
}

/// The payload of a token whose three segments have the right form.
std::string_view find_payload(std::string_view token) {
  if (token.size() > kMaxTokenBytes) return {};
  const std::size_t first = token.find('.');
  if (first == std::string_view::npos) return {};
  const std::string_view header = token.substr(0, first);
  if (header != kHeaderAlgFirst && header != kHeaderTypFirst) return {};
  const std::size_t second = token.find('.', first + 1);
  if (second == std::string_view::npos) return {};
  const std::string_view payload = token.substr(first + 1, second - first - 1);
  const std::string_view signature = token.substr(second + 1);
  if (signature.size() != kSignatureLength) return {};
  if (!is_base64url(payload) || !is_base64url(signature)) return {};
  return payload;
}

}  // namespace

Result<std::string> sign_hs256(std::string_view claims_json, std::string_view secret) {
  jwt_t* raw = nullptr;
  if (jwt_new(&raw) != 0) return fail(ErrorCode::internal, "no memory for a token");
  const Token token(raw);
  if (jwt_add_grants_json(token.get(), std::string(claims_json).c_str()) != 0) {
    return fail(ErrorCode::invalid_argument, "the claims are no JSON object");
  }
  if (jwt_set_alg(token.get(), JWT_ALG_HS256, key_bytes(secret), static_cast<int>(secret.size())) !=
      0) {
    return fail(ErrorCode::internal, "the token's key is unusable");
  }
  const Text text(jwt_encode_str(token.get()));
  if (!text) return fail(ErrorCode::internal, "the token could not be encoded");
  return std::string(text.get());
}

Result<std::string_view> verify_hs256(std::string_view token, std::string_view secret) {
  const std::string_view payload = find_payload(token);
  if (payload.empty()) return fail(ErrorCode::invalid_argument, "no token of ours by its form");
  jwt_t* raw = nullptr;
  const int status = jwt_decode(&raw, std::string(token).c_str(), key_bytes(secret),
                                static_cast<int>(secret.size()));
  const Token decoded(raw);
  if (status != 0 || !decoded || jwt_get_alg(decoded.get()) != JWT_ALG_HS256) {
    return fail(ErrorCode::invalid_argument, "the token's signature is wrong");
  }
  return payload;
}

}  // namespace audmg::jwt

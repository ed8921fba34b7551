// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/app_password_tokens.hpp"

#include "audmg/core/base64.hpp"
#include "audmg/core/hex.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/deflate/crc32.hpp"
#include "audmg/lib/openssl/random.hpp"
#include "audmg/lib/openssl/sha256.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace audmg::identity {
namespace {

constexpr std::string_view kAppPasswordPrefix = "audmg_";
constexpr std::size_t kUuidBytes = 16;
constexpr std::size_t kAppSecretBytes = 20;
constexpr std::size_t kCheckBytes = 4;
constexpr std::size_t kCheckedBytes = 2 * kUuidBytes + kAppSecretBytes;
constexpr std::size_t kEncodedLength = 75;  // of all of them in base64url

std::string uuid_bytes(std::string_view text) {
  std::string digits(text);
  std::erase(digits, '-');
  const auto bytes = from_hex(digits);
  AUDMG_ASSERT(bytes && bytes->size() == kUuidBytes);
  return {reinterpret_cast<const char*>(bytes->data()), bytes->size()};
}

std::string uuid_text(std::string_view bytes) {
  std::string text = to_hex(std::as_bytes(std::span(bytes)));
  for (const std::size_t place : {8U, 13U, 18U, 23U}) text.insert(place, 1, '-');
  return text;
}

std::string check_bytes(std::string_view checked) {
  const std::uint32_t crc = deflate::crc32(checked);
  std::string bytes;
  for (const unsigned shift : {24U, 16U, 8U, 0U}) bytes += static_cast<char>(crc >> shift);
  return bytes;
}

}  // namespace

std::string AppPasswordToken::text() const {
  std::string bytes = uuid_bytes(user.text()) + uuid_bytes(id.text()) + secret;
  bytes += check_bytes(bytes);
  return std::string(kAppPasswordPrefix) + to_base64url(std::as_bytes(std::span(bytes)));
}

std::string AppPasswordToken::hash() const { return openssl::sha256_hex(secret); }

AppPasswordToken make_app_password_token(const UserId& user, const AppPasswordId& id) {
  return {user, id, openssl::random_bytes(kAppSecretBytes)};
}

bool looks_like_app_password(std::string_view text) noexcept {
  return text.starts_with(kAppPasswordPrefix);
}

std::optional<AppPasswordToken> parse_app_password_token(std::string_view text) {
  if (!looks_like_app_password(text) || text.size() != kAppPasswordPrefix.size() + kEncodedLength) {
    return std::nullopt;
  }
  const auto decoded = from_base64url(text.substr(kAppPasswordPrefix.size()));
  if (!decoded || decoded->size() != kCheckedBytes + kCheckBytes) return std::nullopt;
  const std::string_view bytes(reinterpret_cast<const char*>(decoded->data()), decoded->size());
  const std::string_view checked = bytes.substr(0, kCheckedBytes);
  if (bytes.substr(kCheckedBytes) != check_bytes(checked)) return std::nullopt;
  const auto user = UserId::parse(uuid_text(checked.substr(0, kUuidBytes)));
  const auto id = AppPasswordId::parse(uuid_text(checked.substr(kUuidBytes, kUuidBytes)));
  if (!user || !id) return std::nullopt;
  return AppPasswordToken{*user, *id, std::string(checked.substr(2 * kUuidBytes))};
}

}  // namespace audmg::identity

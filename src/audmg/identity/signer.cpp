// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/signer.hpp"

#include "audmg/core/base64.hpp"
#include "audmg/core/hex.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/openssl/hmac.hpp"

#include <span>
#include <utility>

namespace audmg::identity {
namespace {

constexpr std::size_t kMinKeyBytes = 32;

/// The purpose ends in NUL and contains none, so that no two pairs produce the same message.
openssl::Sha256Digest mac(std::string_view key, std::string_view purpose,
                          std::string_view payload) {
  AUDMG_ASSERT(purpose.find('\0') == std::string_view::npos);
  std::string message;
  message.reserve(purpose.size() + 1 + payload.size());
  message.append(purpose).push_back('\0');
  message.append(payload);
  return openssl::HmacSha256(key).sign(message);
}

}  // namespace

Signer::Signer(std::string key) : key_(std::move(key)) {
  AUDMG_ASSERT(key_.size() >= kMinKeyBytes);
}

std::string Signer::seal(std::string_view purpose, std::string_view payload) const {
  const auto tag = mac(key_, purpose, payload);
  std::string sealed(reinterpret_cast<const char*>(tag.data()), tag.size());
  sealed.append(payload);
  return to_base64url(std::as_bytes(std::span(sealed)));
}

std::optional<std::string> Signer::open(std::string_view purpose, std::string_view text) const {
  const auto sealed = from_base64url(text);
  if (!sealed || sealed->size() < openssl::kSha256Bytes) return std::nullopt;
  const auto tag = std::span(*sealed).first(openssl::kSha256Bytes);
  const auto body = std::span(*sealed).subspan(openssl::kSha256Bytes);
  std::string payload(reinterpret_cast<const char*>(body.data()), body.size());
  if (!openssl::constant_time_equal(tag, mac(key_, purpose, payload))) return std::nullopt;
  return payload;
}

std::string Signer::fingerprint(std::string_view purpose, std::string_view content) const {
  return to_hex(mac(key_, purpose, content));
}

}  // namespace audmg::identity

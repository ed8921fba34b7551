// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/notification/adapters/webhook/webhook_signature.hpp"

#include "audmg/core/base64.hpp"
#include "audmg/lib/openssl/hmac.hpp"

namespace audmg::notification {
namespace {

constexpr std::string_view kPrefix = "whsec_";

}  // namespace

Result<std::string> webhook_key(std::string_view secret) {
  std::string key(secret);
  if (secret.starts_with(kPrefix)) {
    const auto bytes = from_base64(secret.substr(kPrefix.size()));
    if (!bytes) {
      return fail(ErrorCode::invalid_argument, "what follows whsec_ in the secret is no base64");
    }
    key.assign(reinterpret_cast<const char*>(bytes->data()), bytes->size());
  }
  if (key.size() < kMinWebhookKeyBytes) {
    return fail(ErrorCode::invalid_argument,
                "the secret needs at least " + std::to_string(kMinWebhookKeyBytes) + " bytes");
  }
  return key;
}

std::string webhook_signature(std::string_view key, std::string_view id, std::string_view timestamp,
                              std::string_view body) {
  std::string signed_text;
  signed_text.reserve(id.size() + timestamp.size() + body.size() + 2);
  signed_text.append(id).append(".").append(timestamp).append(".").append(body);
  return "v1," + to_base64(openssl::HmacSha256(key).sign(signed_text));
}

}  // namespace audmg::notification

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace audmg::notification {

/// Shortest key, in bytes: what Standard Webhooks asks for.
inline constexpr std::size_t kMinWebhookKeyBytes = 24;

/// The key in a secret: of "whsec_" and base64 text the bytes, of any other text the text itself.
/// Errors: invalid_argument when it is too short or no base64.
[[nodiscard]] Result<std::string> webhook_key(std::string_view secret);

/// The value of webhook-signature (Standard Webhooks 1.0.0): "v1," and the base64 of HMAC-SHA-256
/// over "<id>.<seconds since 1970>.<body>".
[[nodiscard]] std::string webhook_signature(std::string_view key, std::string_view id,
                                            std::string_view timestamp, std::string_view body);

}  // namespace audmg::notification

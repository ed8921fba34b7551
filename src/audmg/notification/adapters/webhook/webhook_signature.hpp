// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace audmg::notification {

/// Shortest key that Standard Webhooks permits, in bytes.
inline constexpr std::size_t kMinWebhookKeyBytes = 24;

/// Returns the key in a secret: the decoded bytes of "whsec_" and base64 text, or any other text as
/// it is. Errors: invalid_argument (too short, or not base64).
[[nodiscard]] Result<std::string> webhook_key(std::string_view secret);

/// Returns the value of webhook-signature (Standard Webhooks 1.0.0): "v1," and the base64 of
/// HMAC-SHA-256 over "<id>.<seconds since 1970>.<body>".
[[nodiscard]] std::string webhook_signature(std::string_view key, std::string_view id,
                                            std::string_view timestamp, std::string_view body);

}  // namespace audmg::notification

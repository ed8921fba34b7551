// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace audmg::identity {

/// A refresh token as the client holds it: "<user id>.<session id>.<secret>", where the secret is
/// 256 random bits in base64url. Some databases find a session only by both ids.
struct RefreshToken {
  UserId user;
  SessionId session;
  std::string secret;

  [[nodiscard]] std::string text() const;
  /// Returns what is stored: SHA-256 of the secret in lower-case hexadecimal. Neither salt nor
  /// stretching is needed, because nobody can guess 256 random bits.
  [[nodiscard]] std::string hash() const;
};

/// Returns a token with a fresh secret.
[[nodiscard]] RefreshToken make_refresh_token(const UserId& user, const SessionId& session);

/// Returns nothing for text that make_refresh_token() cannot have made.
[[nodiscard]] std::optional<RefreshToken> parse_refresh_token(std::string_view text);

}  // namespace audmg::identity

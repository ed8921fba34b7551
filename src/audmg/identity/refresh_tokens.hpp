// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace audmg::identity {

/// A refresh token as the client holds it: "<user id>.<session id>.<secret>", the secret being 256
/// random bits in base64url. The ids are in it because some databases find a session only by both.
struct RefreshToken {
  UserId user;
  SessionId session;
  std::string secret;

  [[nodiscard]] std::string text() const;
  /// What is stored of it: SHA-256 of the secret in lower-case hexadecimal. No salt and no
  /// stretching, because nobody can guess 256 random bits.
  [[nodiscard]] std::string hash() const;
};

/// One with a fresh secret.
[[nodiscard]] RefreshToken make_refresh_token(const UserId& user, const SessionId& session);

/// Nothing for text that make_refresh_token() could not have made.
[[nodiscard]] std::optional<RefreshToken> parse_refresh_token(std::string_view text);

}  // namespace audmg::identity

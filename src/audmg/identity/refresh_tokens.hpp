// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::identity {

/// A refresh token that was issued by this deployment.
struct RefreshToken {
  UserId user;
  SessionId session;
  /// From 1, each token of a session has the next; 0: a random token from before there were
  /// generations, of which only the database knows whether it was issued.
  std::int64_t generation = 0;
  /// SHA-256 of the secret of a token of generation 0, in lower-case hexadecimal.
  std::string hash{};
};

/// Refresh tokens: "<user id>.<session id>.<generation>.<MAC>", where the MAC is the HMAC-SHA-256
/// of what stands before it, in base64url. So nothing secret is stored, every token that was ever
/// issued is told from a guess without a look at the database, and the same successor can be given
/// again to a client that did not receive it. Some databases find a session only by both ids.
/// Thread-safe.
class RefreshTokens {
 public:
  /// `key` must have at least 32 bytes.
  explicit RefreshTokens(std::string key);

  /// Returns the token of a generation, from 1, always the same.
  [[nodiscard]] std::string issue(const UserId& user, const SessionId& session,
                                  std::int64_t generation) const;
  /// Returns nothing for text that was not issued.
  [[nodiscard]] std::optional<RefreshToken> verify(std::string_view text) const;

 private:
  std::string key_;
};

}  // namespace audmg::identity

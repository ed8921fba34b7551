// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/identity/access_tokens.hpp"

namespace audmg::identity {

/// How long a credential that was found alive is taken to be so without another look at its record.
/// Revocation (log-out, password change, disable) is seen everywhere after this time, and at once in
/// the process that revokes. API Gateway caches its authorizer's answers in the same way.
inline constexpr std::chrono::milliseconds kLiveness{1000};

/// Remembers which access tokens and users were found alive, for kLiveness, so that a busy client
/// costs one look-up a second. Bounded; never blocks for long; thread-safe.
class LiveCredentials {
 public:
  explicit LiveCredentials(const Clock& clock);

  [[nodiscard]] std::optional<AccessClaims> find_token(std::string_view token) const;
  void put_token(std::string_view token, const AccessClaims& claims);

  /// The user's credential version; 0 when the user is disabled or gone.
  [[nodiscard]] std::optional<std::int64_t> find_user(const UserId& user) const;
  void put_user(const UserId& user, std::int64_t credential_version);

  /// Forgets everything about one session or one user, at once.
  void forget_session(const SessionId& session);
  void forget_user(const UserId& user);

 private:
  struct Token {
    AccessClaims claims;
    TimePoint found_at;
  };
  struct Version {
    std::int64_t credential_version;
    TimePoint found_at;
  };

  const Clock& clock_;
  mutable std::mutex mutex_;
  std::unordered_map<std::string, Token> tokens_;
  std::unordered_map<std::string, Version> users_;
};

}  // namespace audmg::identity

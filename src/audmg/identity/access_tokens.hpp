// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace audmg::identity {

/// Claims of an access token, or what an app password stands for.
struct AccessClaims {
  UserId user;
  /// Empty for an app password.
  SessionId session{};
  std::string username;
  TimePoint expires_at;
  /// Set for an app password; access tokens carry neither.
  AppPasswordId app_password{};
  std::string scopes{};
};

/// JSON Web Tokens (RFC 7519), HS256 only, claims iss aud sub sid name exp iat jti. Thread-safe.
class AccessTokens {
 public:
  /// `secret` must have at least 32 bytes (RFC 7518 section 3.2).
  AccessTokens(std::string secret, const Clock& clock);

  /// Errors: internal.
  [[nodiscard]] Result<std::string> issue(const AccessClaims& claims) const;
  /// Errors: invalid_argument for every invalid token, whatever is wrong with it.
  [[nodiscard]] Result<AccessClaims> verify(std::string_view token) const;

 private:
  std::string secret_;
  const Clock& clock_;
};

}  // namespace audmg::identity

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/core/wipe.hpp"

#include <memory>
#include <optional>
#include <string>

namespace audmg::aws {

/// Keys that sign requests. The secret is wiped on destruction.
struct Credentials {
  std::string access_key_id;
  SecretText secret_access_key;
  /// "" for keys that do not expire.
  std::string session_token;
  /// Nothing for keys that do not expire.
  std::optional<TimePoint> expires_at;
};

/// Source of credentials. Thread-safe.
class CredentialsProvider {
 public:
  CredentialsProvider() = default;
  CredentialsProvider(const CredentialsProvider&) = delete;
  CredentialsProvider& operator=(const CredentialsProvider&) = delete;
  virtual ~CredentialsProvider() = default;

  /// Never returns null. May block for some seconds. Errors: not_found (this source has none),
  /// unavailable (it did not answer; retryable), invalid_argument (its answer cannot be parsed).
  [[nodiscard]] virtual Result<std::shared_ptr<const Credentials>> credentials() = 0;
  /// Call it when the credentials returned last were rejected: the next call fetches them again.
  virtual void forget() noexcept {}
};

}  // namespace audmg::aws

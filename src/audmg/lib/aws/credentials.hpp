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

/// What requests are signed with. The secret is wiped with the object.
struct Credentials {
  std::string access_key_id;
  SecretText secret_access_key;
  /// "" for keys that do not expire.
  std::string session_token;
  /// Nothing: they do not expire.
  std::optional<TimePoint> expires_at;
};

/// Where credentials come from. Thread-safe.
class CredentialsProvider {
 public:
  CredentialsProvider() = default;
  CredentialsProvider(const CredentialsProvider&) = delete;
  CredentialsProvider& operator=(const CredentialsProvider&) = delete;
  virtual ~CredentialsProvider() = default;

  /// Never null. May block for some seconds. Errors: not_found (this source has none), unavailable
  /// (it did not answer, retryable), invalid_argument (what it says cannot be read).
  [[nodiscard]] virtual Result<std::shared_ptr<const Credentials>> credentials() = 0;
  /// What was handed out last was refused: the next call looks anew.
  virtual void forget() noexcept {}
};

}  // namespace audmg::aws

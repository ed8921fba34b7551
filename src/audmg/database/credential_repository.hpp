// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::database {

/// The largest text of second factors.
inline constexpr std::size_t kMaxFactorsBytes = std::size_t{64} * 1024;

/// A user's means of logging in. They are stored apart from the user, so that a process that works
/// with users and files need not be able to read them.
struct Credentials {
  /// PHC string; empty: no password fits.
  std::string password_hash;
  /// identity::Factors as text; empty: none.
  std::string factors;
  /// Increases with every change of the factors; 0: never changed.
  std::int64_t factors_revision = 0;
};

/// Passwords and second factors. All methods may block and are thread-safe; writes are durable when
/// they return. Errors of all methods: not_found when there is no such user; unavailable,
/// out_of_space, internal.
class CredentialRepository {
 public:
  CredentialRepository() = default;
  CredentialRepository(const CredentialRepository&) = delete;
  CredentialRepository& operator=(const CredentialRepository&) = delete;
  virtual ~CredentialRepository() = default;

  [[nodiscard]] virtual Result<Credentials> find_credentials(const UserId& user) = 0;
  /// Sets a new password: raises credential_version and ends all sessions but `kept` (empty: all).
  [[nodiscard]] virtual Result<void> set_password_hash(const UserId& user,
                                                       std::string_view password_hash,
                                                       const SessionId& kept) = 0;
  /// Stores another hash of the same password and ends nothing. Returns false, with nothing
  /// changed, when the stored hash is not `present` (any more).
  [[nodiscard]] virtual Result<bool> replace_password_hash(const UserId& user,
                                                           std::string_view present,
                                                           std::string_view next) = 0;
  /// Replaces the factors and raises their revision. Returns false, with nothing changed, when
  /// their revision is not `revision` (any more). Errors: too_large above kMaxFactorsBytes.
  [[nodiscard]] virtual Result<bool> replace_factors(const UserId& user, std::int64_t revision,
                                                     std::string_view factors) = 0;
};

}  // namespace audmg::database

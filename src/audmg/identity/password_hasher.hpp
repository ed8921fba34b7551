// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <string>
#include <string_view>

namespace audmg::identity {

/// Argon2id, 19 MiB, t=2, p=1 (OWASP's minimum), through libsodium. Each call takes about 20 ms of
/// CPU: run it on the password pool only. Thread-safe.
class PasswordHasher {
 public:
  PasswordHasher();

  /// Returns a PHC string with a fresh salt. Errors: unavailable (no memory).
  [[nodiscard]] Result<std::string> hash(std::string_view password) const;
  /// Returns whether the password matches `phc`; false for a malformed `phc`. Errors: unavailable
  /// (no memory): the password may be right.
  [[nodiscard]] Result<bool> verify(std::string_view phc, std::string_view password) const;
  /// Takes as long as verify(), fails as it does, but is never true: for users who do not exist.
  [[nodiscard]] Result<bool> verify_nobody(std::string_view password) const;
  /// Returns whether `phc` was made with other parameters than hash() uses now.
  [[nodiscard]] bool needs_rehash(std::string_view phc) const;
};

}  // namespace audmg::identity

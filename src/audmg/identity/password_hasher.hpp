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

  /// PHC string with a fresh salt. Errors: unavailable (no memory).
  [[nodiscard]] Result<std::string> hash(std::string_view password) const;
  /// Whether the password is the one of `phc`. False for a malformed `phc`.
  [[nodiscard]] bool verify(std::string_view phc, std::string_view password) const;
  /// Takes as long as verify() and is always false: for a user who does not exist.
  bool verify_nobody(std::string_view password) const;
  /// Whether `phc` was made with other parameters than hash() uses now.
  [[nodiscard]] bool needs_rehash(std::string_view phc) const;
};

}  // namespace audmg::identity

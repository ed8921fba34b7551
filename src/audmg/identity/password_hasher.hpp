// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <string>
#include <string_view>

namespace audmg::identity {

/// The result of comparing a password with a stored hash.
enum class PasswordMatch {
  none,
  current,
  outdated,  ///< It matches, but hash() makes another hash of it now: store that one.
};

/// Argon2id, 19 MiB, t=2, p=1 (OWASP's minimum), through libsodium, of the password in Unicode's
/// Normalization Form C: keyboards differ in how they send "é". Each call takes about 20 ms of CPU,
/// or twice that for a password in another form: run it on the password pool only. Thread-safe.
class PasswordHasher {
 public:
  PasswordHasher();

  /// Returns a PHC string with a fresh salt. Errors: unavailable (no memory).
  [[nodiscard]] Result<std::string> hash(std::string_view password) const;
  /// Compares the password with `phc`: in form C, and as it was sent, because earlier versions
  /// hashed that. A malformed `phc` matches nothing. Errors: unavailable (no memory): the password
  /// may be right.
  [[nodiscard]] Result<PasswordMatch> verify(std::string_view phc, std::string_view password) const;
  /// Takes as long as verify() of a wrong password and fails as it does: for users who do not
  /// exist.
  [[nodiscard]] Result<void> verify_nobody(std::string_view password) const;
};

}  // namespace audmg::identity

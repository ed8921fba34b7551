// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/sodium/argon2id.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace audmg::identity {

/// The result of comparing a password with a stored hash.
enum class PasswordMatch {
  none,
  current,
  outdated,  ///< It matches, but hash() makes another kind of hash now: store that one.
};

/// Memory and passes of one hash. The default is OWASP's minimum. Fractions of a KiB do not count.
using PasswordCost = sodium::Argon2idCost;

/// Argon2id with one lane, through libsodium, of the password in Unicode's Normalization Form C:
/// keyboards differ in how they send "é". With the default cost each call takes about 20 ms of CPU,
/// or twice that for a password in another form: run it on the password pool only. Thread-safe.
class PasswordHasher {
 public:
  /// The cost must be within the bounds of lib/sodium/argon2id.hpp.
  explicit PasswordHasher(const PasswordCost& cost = {});

  /// Returns a PHC string with a fresh salt. Errors: unavailable (no memory).
  [[nodiscard]] Result<std::string> hash(std::string_view password) const;
  /// Compares the password with `phc`: in form C, and as it was sent, because earlier versions
  /// hashed that. Says `outdated` also for a hash of another cost than new ones have. A malformed
  /// `phc` matches nothing. A password that does not match takes about as long as a new hash does,
  /// also when the stored hash cost less. Errors: unavailable (no memory): the password may be
  /// right.
  [[nodiscard]] Result<PasswordMatch> verify(std::string_view phc, std::string_view password) const;
  /// Takes as long as verify() of a wrong password and fails as it does: for users who do not
  /// exist. Only a stored hash that cost more than new ones do can be told apart, until its user
  /// has logged in.
  [[nodiscard]] Result<void> verify_nobody(std::string_view password) const;

 private:
  /// Spends what a new hash costs more than a stored one.
  [[nodiscard]] Result<void> make_up_for(const std::optional<PasswordCost>& stored,
                                         std::string_view password) const;

  const PasswordCost cost_;
};

}  // namespace audmg::identity

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/password_hasher.hpp"

#include "audmg/lib/sodium/argon2id.hpp"

namespace audmg::identity {

// A const object without an initialiser requires a constructor that is not defaulted in its class.
PasswordHasher::PasswordHasher() = default;

Result<std::string> PasswordHasher::hash(std::string_view password) const {
  return sodium::hash_argon2id(password);
}

Result<bool> PasswordHasher::verify(std::string_view phc, std::string_view password) const {
  return sodium::verify_argon2id(phc, password);
}

Result<bool> PasswordHasher::verify_nobody(std::string_view password) const {
  // Verifying hashes the password with the stored salt, so hashing takes as long.
  AUDMG_CHECK(sodium::hash_argon2id(password));
  return false;
}

bool PasswordHasher::needs_rehash(std::string_view phc) const {
  return sodium::needs_rehash_argon2id(phc);
}

}  // namespace audmg::identity

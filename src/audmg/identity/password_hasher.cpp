// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/password_hasher.hpp"

#include "audmg/lib/openssl/random.hpp"
#include "audmg/lib/sodium/argon2id.hpp"

namespace audmg::identity {

PasswordHasher::PasswordHasher() {
  // A password that nobody knows, so that looking for it costs what a real check costs.
  constexpr std::size_t kBytes = 32;
  auto phc = sodium::hash_argon2id(openssl::random_text(kBytes));
  AUDMG_ASSERT(phc);
  nobody_ = *std::move(phc);
}

Result<std::string> PasswordHasher::hash(std::string_view password) const {
  return sodium::hash_argon2id(password);
}

bool PasswordHasher::verify(std::string_view phc, std::string_view password) const {
  return sodium::verify_argon2id(phc, password);
}

bool PasswordHasher::verify_nobody(std::string_view password) const {
  const bool matched = sodium::verify_argon2id(nobody_, password);
  return matched && false;
}

bool PasswordHasher::needs_rehash(std::string_view phc) const {
  return sodium::needs_rehash_argon2id(phc);
}

}  // namespace audmg::identity

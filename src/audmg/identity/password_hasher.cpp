// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/password_hasher.hpp"

#include "audmg/lib/sodium/argon2id.hpp"
#include "audmg/lib/utf8proc/normal_form.hpp"

namespace audmg::identity {
namespace {

SecretText in_normal_form(std::string_view password) {
  auto normal = utf8proc::to_nfc(password);
  return normal ? *std::move(normal) : SecretText(password);
}

}  // namespace

// A const object without an initialiser requires a constructor that is not defaulted in its class.
PasswordHasher::PasswordHasher() = default;

Result<std::string> PasswordHasher::hash(std::string_view password) const {
  return sodium::hash_argon2id(in_normal_form(password).text());
}

Result<PasswordMatch> PasswordHasher::verify(std::string_view phc,
                                             std::string_view password) const {
  const SecretText normal = in_normal_form(password);
  AUDMG_TRY(const bool matches, sodium::verify_argon2id(phc, normal.text()));
  if (matches) {
    return sodium::needs_rehash_argon2id(phc) ? PasswordMatch::outdated : PasswordMatch::current;
  }
  if (normal.text() == password) return PasswordMatch::none;
  AUDMG_TRY(const bool matches_as_sent, sodium::verify_argon2id(phc, password));
  return matches_as_sent ? PasswordMatch::outdated : PasswordMatch::none;
}

Result<void> PasswordHasher::verify_nobody(std::string_view password) const {
  const SecretText normal = in_normal_form(password);
  // Verifying hashes the password with the stored salt, so hashing takes as long.
  AUDMG_CHECK(sodium::hash_argon2id(normal.text()));
  if (normal.text() != password) AUDMG_CHECK(sodium::hash_argon2id(password));
  return {};
}

}  // namespace audmg::identity

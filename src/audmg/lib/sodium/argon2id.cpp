// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/sodium/argon2id.hpp"

#include <sodium.h>

#include <array>
#include <cstring>

namespace audmg::sodium {
namespace {

using PhcText = std::array<char, crypto_pwhash_STRBYTES>;

/// libsodium must be initialised before its first use; a static of a function does so once, and
/// safely from several threads.
void initialise() {
  static const bool ready = sodium_init() >= 0;
  AUDMG_ASSERT(ready);
}

/// libsodium reads a string that ends in NUL; a view does not.
bool copy_phc(std::string_view phc, PhcText& into) {
  if (!phc.starts_with("$argon2id$") || phc.size() >= into.size()) return false;
  if (phc.find('\0') != std::string_view::npos) return false;
  into.fill('\0');
  std::memcpy(into.data(), phc.data(), phc.size());
  return true;
}

}  // namespace

Result<std::string> hash_argon2id(std::string_view password) {
  initialise();
  PhcText text{};
  if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), kArgon2idPasses,
                            kArgon2idMemoryBytes, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return fail(ErrorCode::unavailable, "no memory for Argon2id", true);
  }
  return std::string(text.data());
}

bool verify_argon2id(std::string_view phc, std::string_view password) {
  initialise();
  PhcText text{};
  if (!copy_phc(phc, text)) return false;
  return crypto_pwhash_str_verify(text.data(), password.data(), password.size()) == 0;
}

bool needs_rehash_argon2id(std::string_view phc) {
  initialise();
  PhcText text{};
  if (!copy_phc(phc, text)) return true;
  return crypto_pwhash_str_needs_rehash(text.data(), kArgon2idPasses, kArgon2idMemoryBytes) != 0;
}

}  // namespace audmg::sodium

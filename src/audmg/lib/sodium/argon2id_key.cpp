// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/sodium/argon2id_key.hpp"

#include "audmg/lib/sodium/initialise.hpp"

#include <sodium.h>

namespace audmg::sodium {

static_assert(kArgon2idSaltBytes == crypto_pwhash_SALTBYTES);

Result<std::array<std::byte, 32>> derive_argon2id(
    std::string_view passphrase, std::span<const std::byte, kArgon2idSaltBytes> salt,
    const Argon2idCost& cost) {
  AUDMG_ASSERT(cost.memory_bytes >= kMinArgon2idMemoryBytes &&
               cost.memory_bytes <= kMaxArgon2idMemoryBytes && cost.passes >= 1 &&
               cost.passes <= kMaxArgon2idPasses);
  initialise();
  std::array<std::byte, 32> key;
  // The parameters have been checked, so memory is all that can be lacking.
  if (crypto_pwhash_argon2id(reinterpret_cast<unsigned char*>(key.data()), key.size(),
                             passphrase.data(), passphrase.size(),
                             reinterpret_cast<const unsigned char*>(salt.data()), cost.passes,
                             cost.memory_bytes, crypto_pwhash_argon2id_ALG_ARGON2ID13) != 0) {
    return fail(ErrorCode::unavailable, "no memory for Argon2id", true);
  }
  return key;
}

}  // namespace audmg::sodium

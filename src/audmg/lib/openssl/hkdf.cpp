// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/openssl/hkdf.hpp"

#include "audmg/core/wipe.hpp"
#include "audmg/lib/openssl/hmac.hpp"

namespace audmg::openssl {

Sha256Digest hkdf_sha256(std::span<const std::byte> key, std::span<const std::byte> salt,
                         std::string_view purpose) {
  // RFC 5869 section 2.2: without a salt, one of zeros. HMAC pads a shorter key with zeros, too.
  Sha256Digest extracted = HmacSha256(salt).sign(key);
  const Sha256Digest expanded = HmacSha256(extracted).sign(purpose, "\x01");
  wipe(extracted);
  return expanded;
}

}  // namespace audmg::openssl

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/openssl/hmac_sha1.hpp"

#include "audmg/core/result.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <limits>

namespace audmg::openssl {

std::array<std::byte, kSha1Bytes> hmac_sha1(std::string_view key, std::string_view message) {
  AUDMG_ASSERT(key.size() <= static_cast<std::size_t>(std::numeric_limits<int>::max()));
  std::array<std::byte, kSha1Bytes> digest{};
  unsigned length = 0;
  const unsigned char* const made =
      HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()),
           reinterpret_cast<const unsigned char*>(message.data()), message.size(),
           reinterpret_cast<unsigned char*>(digest.data()), &length);
  AUDMG_ASSERT(made != nullptr && length == digest.size());
  return digest;
}

}  // namespace audmg::openssl

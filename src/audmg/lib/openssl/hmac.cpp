// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/openssl/hmac.hpp"

#include "audmg/core/result.hpp"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

namespace audmg::openssl {

HmacSha256::HmacSha256(std::span<const std::byte> key) {
  EVP_MAC* const algorithm = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  AUDMG_ASSERT(algorithm != nullptr);
  keyed_.reset(EVP_MAC_CTX_new(algorithm));
  EVP_MAC_free(algorithm);  // the context holds its own reference
  AUDMG_ASSERT(keyed_ != nullptr);
  char digest[] = "SHA256";
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
      OSSL_PARAM_construct_end()};
  // OpenSSL takes a null key for "as before", so an empty one needs an address.
  static constexpr unsigned char kEmpty = 0;
  const auto* const bytes =
      key.empty() ? &kEmpty : reinterpret_cast<const unsigned char*>(key.data());
  const int ok = EVP_MAC_init(keyed_.get(), bytes, key.size(), parameters);
  AUDMG_ASSERT(ok == 1);
}

HmacSha256::HmacSha256(std::string_view key) : HmacSha256(std::as_bytes(std::span(key))) {}

Sha256Digest HmacSha256::sign(std::span<const std::byte> message) const {
  // A copy of the keyed context: no key expansion, and no sharing between threads.
  const std::unique_ptr<evp_mac_ctx_st, Free> context(EVP_MAC_CTX_dup(keyed_.get()));
  AUDMG_ASSERT(context != nullptr);
  Sha256Digest digest;
  std::size_t length = 0;
  const bool ok =
      EVP_MAC_update(context.get(), reinterpret_cast<const unsigned char*>(message.data()),
                     message.size()) == 1 &&
      EVP_MAC_final(context.get(), reinterpret_cast<unsigned char*>(digest.data()), &length,
                    digest.size()) == 1;
  AUDMG_ASSERT(ok && length == digest.size());
  return digest;
}

Sha256Digest HmacSha256::sign(std::string_view message) const {
  return sign(std::as_bytes(std::span(message)));
}

void HmacSha256::Free::operator()(evp_mac_ctx_st* context) const noexcept {
  EVP_MAC_CTX_free(context);
}

bool constant_time_equal(std::span<const std::byte> a, std::span<const std::byte> b) noexcept {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

bool constant_time_equal(std::string_view a, std::string_view b) noexcept {
  return constant_time_equal(std::as_bytes(std::span(a)), std::as_bytes(std::span(b)));
}

}  // namespace audmg::openssl

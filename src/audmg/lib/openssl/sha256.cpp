// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/openssl/sha256.hpp"

#include "audmg/core/hex.hpp"
#include "audmg/core/result.hpp"

#include <openssl/evp.h>

namespace audmg::openssl {
namespace {

/// Fetched once: an implicit fetch for each digest costs more than hashing a short text.
const EVP_MD* sha256_algorithm() {
  static const EVP_MD* const kAlgorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  AUDMG_ASSERT(kAlgorithm != nullptr);
  return kAlgorithm;
}

void begin(EVP_MD_CTX* context) {
  const int ok = EVP_DigestInit_ex2(context, sha256_algorithm(), nullptr);
  AUDMG_ASSERT(ok == 1);
}

}  // namespace

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  AUDMG_ASSERT(context_ != nullptr);
  begin(context_.get());
}

void Sha256::update(std::span<const std::byte> bytes) {
  const int ok = EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size());
  AUDMG_ASSERT(ok == 1);
}

void Sha256::update(std::string_view text) { update(std::as_bytes(std::span(text))); }

Sha256Digest Sha256::finish() {
  Sha256Digest digest;
  unsigned length = 0;
  const int ok =
      EVP_DigestFinal_ex(context_.get(), reinterpret_cast<unsigned char*>(digest.data()), &length);
  AUDMG_ASSERT(ok == 1 && length == digest.size());
  begin(context_.get());
  return digest;
}

void Sha256::Free::operator()(evp_md_ctx_st* context) const noexcept { EVP_MD_CTX_free(context); }

Sha256Digest sha256(std::span<const std::byte> bytes) {
  Sha256 hash;
  hash.update(bytes);
  return hash.finish();
}

Sha256Digest sha256(std::string_view text) { return sha256(std::as_bytes(std::span(text))); }

std::string sha256_hex(std::string_view text) { return to_hex(sha256(text)); }

}  // namespace audmg::openssl

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/openssl/hmac.hpp"

#include "audmg/core/result.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>

namespace audmg::openssl {
namespace {

constexpr std::size_t kBlockBytes = 64;
constexpr std::byte kInnerPad{0x36};
constexpr std::byte kOuterPad{0x5c};

/// `into` becomes a copy of `start`, goes on with `head` and `rest` and ends.
Sha256Digest finish_from(EVP_MD_CTX* into, const EVP_MD_CTX* start, std::span<const std::byte> head,
                         std::span<const std::byte> rest) {
  Sha256Digest digest;
  unsigned length = 0;
  const bool ok =
      EVP_MD_CTX_copy_ex(into, start) == 1 &&
      EVP_DigestUpdate(into, head.data(), head.size()) == 1 &&
      (rest.empty() || EVP_DigestUpdate(into, rest.data(), rest.size()) == 1) &&
      EVP_DigestFinal_ex(into, reinterpret_cast<unsigned char*>(digest.data()), &length) == 1;
  AUDMG_ASSERT(ok && length == digest.size());
  return digest;
}

}  // namespace

HmacSha256::HmacSha256(std::span<const std::byte> key) {
  Sha256Digest hashed;
  if (key.size() > kBlockBytes) {
    hashed = sha256(key);
    key = hashed;
  }
  inner_ = begin_with(key, kInnerPad);
  outer_ = begin_with(key, kOuterPad);
  OPENSSL_cleanse(hashed.data(), hashed.size());
}

HmacSha256::HmacSha256(std::string_view key) : HmacSha256(std::as_bytes(std::span(key))) {}

HmacSha256::Context HmacSha256::begin_with(std::span<const std::byte> block_key, std::byte pad) {
  std::array<std::byte, kBlockBytes> block;
  block.fill(pad);
  std::ranges::transform(block_key, block, block.begin(),
                         [](std::byte a, std::byte b) { return a ^ b; });
  Context context(EVP_MD_CTX_new());
  const bool ok = context != nullptr &&
                  EVP_DigestInit_ex2(context.get(), EVP_sha256(), nullptr) == 1 &&
                  EVP_DigestUpdate(context.get(), block.data(), block.size()) == 1;
  OPENSSL_cleanse(block.data(), block.size());
  AUDMG_ASSERT(ok);
  return context;
}

Sha256Digest HmacSha256::sign(std::span<const std::byte> head,
                              std::span<const std::byte> rest) const {
  // Copies of the two begun digests, in a context that each thread keeps: half the time of
  // duplicating OpenSSL's own HMAC context, which signing each URL and cursor would pay.
  thread_local const Context kScratch(EVP_MD_CTX_new());
  AUDMG_ASSERT(kScratch != nullptr);
  const Sha256Digest inner = finish_from(kScratch.get(), inner_.get(), head, rest);
  return finish_from(kScratch.get(), outer_.get(), inner, {});
}

Sha256Digest HmacSha256::sign(std::span<const std::byte> message) const {
  return sign(message, std::span<const std::byte>());
}

Sha256Digest HmacSha256::sign(std::string_view head, std::string_view rest) const {
  return sign(std::as_bytes(std::span(head)), std::as_bytes(std::span(rest)));
}

Sha256Digest HmacSha256::sign(std::string_view message) const {
  return sign(std::as_bytes(std::span(message)));
}

void HmacSha256::Free::operator()(evp_md_ctx_st* context) const noexcept {
  EVP_MD_CTX_free(context);
}

bool constant_time_equal(std::span<const std::byte> a, std::span<const std::byte> b) noexcept {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

bool constant_time_equal(std::string_view a, std::string_view b) noexcept {
  return constant_time_equal(std::as_bytes(std::span(a)), std::as_bytes(std::span(b)));
}

}  // namespace audmg::openssl

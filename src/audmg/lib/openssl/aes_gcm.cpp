// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/openssl/aes_gcm.hpp"

#include "audmg/core/result.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <algorithm>
#include <limits>
#include <memory>

namespace audmg::openssl {
namespace {

struct FreeCipherContext {
  void operator()(EVP_CIPHER_CTX* context) const noexcept { EVP_CIPHER_CTX_free(context); }
};
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, FreeCipherContext>;

/// Fetched once: an implicit fetch for each text costs more than a short text.
const EVP_CIPHER* aes_256_gcm() {
  static const EVP_CIPHER* const kCipher = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  AUDMG_ASSERT(kCipher != nullptr);
  return kCipher;
}

CipherContext make_context() {
  CipherContext context(EVP_CIPHER_CTX_new());
  AUDMG_ASSERT(context != nullptr);
  return context;
}

const unsigned char* cipher_bytes(std::span<const std::byte> bytes) noexcept {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

unsigned char* cipher_bytes(std::span<std::byte> bytes) noexcept {
  return reinterpret_cast<unsigned char*>(bytes.data());
}

int cipher_length(std::size_t size) {
  AUDMG_ASSERT(size <= static_cast<std::size_t>(std::numeric_limits<int>::max()));
  return static_cast<int>(size);
}

}  // namespace

AesGcm::~AesGcm() { OPENSSL_cleanse(key_.data(), key_.size()); }

void AesGcm::seal(const AesGcmNonce& nonce, std::span<const std::byte> context,
                  std::span<const std::byte> plain, std::span<std::byte> into) const {
  AUDMG_ASSERT(into.size() == plain.size() + kAesGcmTagBytes);
  const CipherContext cipher = make_context();
  int length = 0;
  bool ok = EVP_EncryptInit_ex2(cipher.get(), aes_256_gcm(),
                                cipher_bytes(std::span<const std::byte>(key_)),
                                cipher_bytes(std::span<const std::byte>(nonce)), nullptr) == 1;
  if (!context.empty()) {
    ok = ok && EVP_EncryptUpdate(cipher.get(), nullptr, &length, cipher_bytes(context),
                                 cipher_length(context.size())) == 1;
  }
  ok = ok && EVP_EncryptUpdate(cipher.get(), cipher_bytes(into), &length, cipher_bytes(plain),
                               cipher_length(plain.size())) == 1;
  ok = ok &&
       EVP_EncryptFinal_ex(cipher.get(), cipher_bytes(into.subspan(plain.size())), &length) == 1;
  ok = ok && EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_GET_TAG, kAesGcmTagBytes,
                                 into.subspan(plain.size()).data()) == 1;
  AUDMG_ASSERT(ok);
}

bool AesGcm::open(const AesGcmNonce& nonce, std::span<const std::byte> context,
                  std::span<const std::byte> sealed, std::span<std::byte> into) const {
  if (sealed.size() < kAesGcmTagBytes) return false;
  AUDMG_ASSERT(into.size() == sealed.size() - kAesGcmTagBytes);
  const auto text = sealed.first(into.size());
  std::array<std::byte, kAesGcmTagBytes> tag;
  std::ranges::copy(sealed.subspan(into.size()), tag.begin());
  const CipherContext cipher = make_context();
  int length = 0;
  bool ok = EVP_DecryptInit_ex2(cipher.get(), aes_256_gcm(),
                                cipher_bytes(std::span<const std::byte>(key_)),
                                cipher_bytes(std::span<const std::byte>(nonce)), nullptr) == 1;
  if (!context.empty()) {
    ok = ok && EVP_DecryptUpdate(cipher.get(), nullptr, &length, cipher_bytes(context),
                                 cipher_length(context.size())) == 1;
  }
  ok = ok && EVP_DecryptUpdate(cipher.get(), cipher_bytes(into), &length, cipher_bytes(text),
                               cipher_length(text.size())) == 1;
  ok = ok &&
       EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_SET_TAG, kAesGcmTagBytes, tag.data()) == 1;
  AUDMG_ASSERT(ok);
  std::array<unsigned char, kAesGcmTagBytes> rest{};  // GCM leaves nothing for the end
  if (EVP_DecryptFinal_ex(cipher.get(), rest.data(), &length) == 1) return true;
  // Bytes that were not authenticated must not be used by mistake.
  std::ranges::fill(into, std::byte{});
  return false;
}

}  // namespace audmg::openssl

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/sodium/xchacha20.hpp"

#include "audmg/core/result.hpp"
#include "audmg/lib/sodium/initialise.hpp"

#include <sodium.h>

namespace audmg::sodium {
namespace {

static_assert(kXchacha20KeyBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

}  // namespace

std::string seal_xchacha20(std::string_view key, std::string_view context, std::string_view plain) {
  AUDMG_ASSERT(key.size() == kXchacha20KeyBytes);
  initialise();
  std::string sealed(kNonceBytes + plain.size() + kTagBytes, '\0');
  unsigned char* const out = bytes_of(sealed);
  randombytes_buf(out, kNonceBytes);
  crypto_aead_xchacha20poly1305_ietf_encrypt(out + kNonceBytes, nullptr, bytes_of(plain),
                                             plain.size(), bytes_of(context), context.size(),
                                             nullptr, out, bytes_of(key));
  return sealed;
}

std::optional<std::string> open_xchacha20(std::string_view key, std::string_view context,
                                          std::string_view sealed) {
  AUDMG_ASSERT(key.size() == kXchacha20KeyBytes);
  if (sealed.size() < kNonceBytes + kTagBytes) return std::nullopt;
  initialise();
  std::string plain(sealed.size() - kNonceBytes - kTagBytes, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(
          bytes_of(plain), nullptr, nullptr, bytes_of(sealed) + kNonceBytes,
          sealed.size() - kNonceBytes, bytes_of(context), context.size(), bytes_of(sealed),
          bytes_of(key)) != 0) {
    return std::nullopt;
  }
  return plain;
}

}  // namespace audmg::sodium

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <array>
#include <cstddef>
#include <span>

namespace audmg::openssl {

inline constexpr std::size_t kAesGcmKeyBytes = 32;
inline constexpr std::size_t kAesGcmNonceBytes = 12;
inline constexpr std::size_t kAesGcmTagBytes = 16;

using AesGcmKey = std::array<std::byte, kAesGcmKeyBytes>;
using AesGcmNonce = std::array<std::byte, kAesGcmNonceBytes>;

/// AES-256-GCM (NIST SP 800-38D) under one key, which is wiped on destruction. Two texts under one
/// nonce reveal both and the key of the authentication: the caller never repeats one. Thread-safe.
/// Aborts when OpenSSL cannot work at all (out of memory).
class AesGcm {
 public:
  explicit AesGcm(const AesGcmKey& key) noexcept : key_(key) {}
  AesGcm(const AesGcm&) = default;
  AesGcm& operator=(const AesGcm&) = default;
  ~AesGcm();

  /// Writes the ciphertext and its tag to `into`, whose size is that of `plain` and the tag;
  /// authenticates `context`, too. `into` may begin where `plain` does and must not overlap it
  /// otherwise.
  void seal(const AesGcmNonce& nonce, std::span<const std::byte> context,
            std::span<const std::byte> plain, std::span<std::byte> into) const;

  /// Writes the plaintext to `into`, whose size is that of `sealed` without the tag. Returns false,
  /// with `into` zeros, unless seal() made these bytes with the same key, nonce and context.
  [[nodiscard]] bool open(const AesGcmNonce& nonce, std::span<const std::byte> context,
                          std::span<const std::byte> sealed, std::span<std::byte> into) const;

 private:
  AesGcmKey key_;
};

}  // namespace audmg::openssl

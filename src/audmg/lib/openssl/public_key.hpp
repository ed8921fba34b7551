// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"

#include <memory>
#include <string_view>
#include <utility>

// OpenSSL's own types, so that its headers stay out of this one.
struct evp_pkey_st;
struct ossl_param_st;

namespace audmg::openssl {

/// A public key that somebody else sent, and the one kind of signature that is checked with it. All
/// numbers are bytes, big-endian. Immutable, thread-safe.
class PublicKey {
 public:
  /// ECDSA on P-256 with SHA-256. Both coordinates have 32 bytes. Errors: invalid_argument (another
  /// length, or the point is not on the curve); internal.
  [[nodiscard]] static Result<PublicKey> p256(std::string_view x, std::string_view y);
  /// Ed25519 (RFC 8032), 32 bytes. Errors: invalid_argument (another length); internal.
  [[nodiscard]] static Result<PublicKey> ed25519(std::string_view bytes);
  /// RSASSA-PKCS1-v1_5 with SHA-256. The caller has checked the sizes of both numbers. Errors:
  /// invalid_argument (OpenSSL takes no such key); internal.
  [[nodiscard]] static Result<PublicKey> rsa(std::string_view modulus, std::string_view exponent);

  /// Returns whether the signature is the key's over the message. ECDSA signatures are in DER, with
  /// nothing behind them; malformed ones are simply not right. Errors: internal.
  [[nodiscard]] Result<bool> verify(std::string_view message, std::string_view signature) const;

 private:
  struct Free {
    void operator()(evp_pkey_st* key) const noexcept;
  };
  using Key = std::unique_ptr<evp_pkey_st, Free>;

  PublicKey(Key key, bool hashes_itself) : key_(std::move(key)), hashes_itself_(hashes_itself) {}
  [[nodiscard]] static Result<PublicKey> from_parameters(const char* type,
                                                         const ossl_param_st* parameters);

  Key key_;
  /// Ed25519 brings its own hash function.
  bool hashes_itself_ = false;
};

}  // namespace audmg::openssl

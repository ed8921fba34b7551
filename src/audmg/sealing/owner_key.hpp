// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/core/wipe.hpp"
#include "audmg/lib/openssl/aes_gcm.hpp"
#include "audmg/lib/sodium/argon2id.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace audmg::sealing {

inline constexpr std::size_t kOwnerSaltBytes = 16;
inline constexpr std::size_t kMinPassphraseBytes = 12;
inline constexpr std::size_t kMaxPassphraseBytes = 1024;
/// Between the recommendations of RFC 9106 section 4 for machines with little memory: 64 MiB, which
/// is spent once at every start.
inline constexpr sodium::Argon2idCost kPassphraseCost{.memory_bytes = std::size_t{64} * 1024 * 1024,
                                                      .passes = 4};

/// Returns the content of a new key file: a line for people and one with 32 random bytes.
[[nodiscard]] std::string make_key_file();

/// The secret that the owner keeps apart from the drive: the key of a key file, or a passphrase.
/// Wiped on destruction.
class OwnerKey {
 public:
  enum class Kind : std::uint32_t { key_file = 1, passphrase = 2 };
  using Salt = std::array<std::byte, kOwnerSaltBytes>;

  /// Reads the content of a key file. Errors: invalid_argument (not one, or mistyped); the message
  /// has no part of the content.
  [[nodiscard]] static Result<OwnerKey> read_key_file(std::string_view text);
  /// Takes a passphrase; a line feed at its end does not count. Errors: invalid_argument (too short
  /// or too long).
  [[nodiscard]] static Result<OwnerKey> of_passphrase(std::string_view text);

  [[nodiscard]] Kind kind() const noexcept { return kind_; }
  /// Returns the key that locks a keyring with this salt. The cost is that of a passphrase; it must
  /// be within the bounds of Argon2id. Errors: unavailable (no memory).
  [[nodiscard]] Result<openssl::AesGcmKey> derive(const Salt& salt,
                                                  const sodium::Argon2idCost& cost) const;

 private:
  OwnerKey(Kind kind, SecretText secret) : kind_(kind), secret_(std::move(secret)) {}

  Kind kind_;
  SecretText secret_;
};

}  // namespace audmg::sealing

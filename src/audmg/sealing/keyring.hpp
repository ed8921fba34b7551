// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/openssl/aes_gcm.hpp"
#include "audmg/sealing/sealed_header.hpp"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace audmg::sealing {

/// Keys that wrap data keys, in the order in which they were made. A key is never changed or
/// removed, because objects need it. Wiped on destruction.
class Keyring {
 public:
  static constexpr std::size_t kMaxKeys = 1000;

  /// Returns a keyring with a new id and one new key.
  [[nodiscard]] static Keyring make();
  /// Precondition: 1 to kMaxKeys keys, a generation above 0.
  Keyring(const KeyringId& id, std::uint64_t generation, std::vector<openssl::AesGcmKey> keys);
  Keyring(const Keyring&) = default;
  Keyring(Keyring&&) noexcept = default;
  Keyring& operator=(const Keyring&) = delete;
  Keyring& operator=(Keyring&&) = delete;
  ~Keyring();

  /// Returns the same with one more key and the next generation. Errors: too_large (kMaxKeys).
  [[nodiscard]] Result<Keyring> with_new_key() const;

  [[nodiscard]] const KeyringId& id() const noexcept { return id_; }
  /// Grows with every change, so that of two copies the later one can be told.
  [[nodiscard]] std::uint64_t generation() const noexcept { return generation_; }
  [[nodiscard]] const std::vector<openssl::AesGcmKey>& keys() const noexcept { return keys_; }
  /// Returns the number of the key for new objects.
  [[nodiscard]] std::uint32_t newest() const noexcept {
    return static_cast<std::uint32_t>(keys_.size());
  }
  /// Returns null when the keyring has no key of this number.
  [[nodiscard]] const openssl::AesGcmKey* find(std::uint32_t number) const noexcept;

 private:
  KeyringId id_;
  std::uint64_t generation_;
  std::vector<openssl::AesGcmKey> keys_;
};

}  // namespace audmg::sealing

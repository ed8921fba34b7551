// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/lib/sodium/argon2id.hpp"
#include "audmg/sealing/keyring.hpp"
#include "audmg/sealing/owner_key.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace audmg::sealing {

/// The most bytes that a keyring's file has.
inline constexpr std::size_t kMaxKeyringFileBytes = std::size_t{64} * 1024;

/// The part of a keyring's file that is read without the owner's key:
/// docs/formats/sealed-object.md.
struct KeyringHead {
  KeyringId id{};
  std::uint64_t generation = 0;
  OwnerKey::Kind kind = OwnerKey::Kind::key_file;
  std::uint32_t key_count = 0;
  /// All zero for a key file.
  sodium::Argon2idCost cost{.memory_bytes = 0, .passes = 0};
  OwnerKey::Salt salt{};
};

/// Returns the file's content: the keyring, locked by the owner's key under a new salt. Errors:
/// unavailable (no memory).
[[nodiscard]] Result<std::string> lock_keyring(const Keyring& keyring, const OwnerKey& owner,
                                               const sodium::Argon2idCost& cost = kPassphraseCost);

/// Errors: corrupt (damaged, or not a keyring).
[[nodiscard]] Result<KeyringHead> read_keyring_head(std::string_view file);

/// Errors: corrupt (as read_keyring_head()), conflict (the owner's key is another one, or of
/// another kind), unavailable (no memory).
[[nodiscard]] Result<Keyring> unlock_keyring(std::string_view file, const OwnerKey& owner);

}  // namespace audmg::sealing

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/data_folder/data_folder.hpp"
#include "audmg/core/result.hpp"
#include "audmg/sealing/keyring.hpp"
#include "audmg/sealing/keyring_file.hpp"
#include "audmg/sealing/owner_key.hpp"

#include <filesystem>
#include <optional>
#include <string_view>

namespace audmg::app {

/// The name of both copies of the keyring: one is with the secrets, and so in each backup, the
/// other is in the folder of the object store.
inline constexpr std::string_view kKeyringFile = "keyring";
[[nodiscard]] std::filesystem::path keyring_beside_secrets(const DataLayout& layout);
[[nodiscard]] std::filesystem::path keyring_beside_objects(const DataLayout& layout);

/// Returns what the later intact copy tells without a key; nothing for a drive without a keyring.
/// Writes nothing. Errors: corrupt (no copy is intact), conflict (the copies are of different
/// drives, or of different rotations that cannot be told apart), those of reading.
[[nodiscard]] Result<std::optional<sealing::KeyringHead>> find_keyring(const DataLayout& layout);

/// Unlocks the later intact copy. Writes nothing. Errors: not_found (there is none), conflict (the
/// key is another one), unavailable (no memory), and those of find_keyring().
[[nodiscard]] Result<sealing::Keyring> open_keyring(const DataLayout& layout,
                                                    const sealing::OwnerKey& owner);

/// Returns whether both copies are there and the same.
[[nodiscard]] bool has_two_copies(const DataLayout& layout);

/// Makes both copies the later one, after a crash between them or damage to one. Call it once
/// open_keyring() has succeeded. Errors: those of find_keyring() and of writing.
[[nodiscard]] Result<void> mend_keyring(const DataLayout& layout);

/// Replaces both copies, durably. A crash leaves the former or the new keyring: once one copy is
/// new, it is the later one. Use a new key of the keyring only after this has succeeded.
/// Precondition: the generation is above that of the copies. Errors: out_of_space, unavailable,
/// internal.
[[nodiscard]] Result<void> write_keyring(const DataLayout& layout, const sealing::Keyring& keyring,
                                         const sealing::OwnerKey& owner);

}  // namespace audmg::app

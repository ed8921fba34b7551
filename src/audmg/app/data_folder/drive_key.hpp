// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/data_folder/data_folder.hpp"
#include "audmg/config/settings.hpp"
#include "audmg/core/result.hpp"
#include "audmg/sealing/keyring.hpp"
#include "audmg/sealing/keyring_file.hpp"
#include "audmg/sealing/owner_key.hpp"

#include <memory>
#include <optional>
#include <string_view>

namespace audmg::app {

/// The name of systemd's credential that stands in for AUDMG_ENCRYPTION_KEY
/// (`LoadCredential=audmg-encryption-key:/etc/audmg/drive.key`).
inline constexpr std::string_view kKeyCredential = "audmg-encryption-key";

/// Returns the key of the settings, else that of systemd's credential; nothing when there is none.
/// Throws ConfigError naming the setting when it is not a key.
[[nodiscard]] std::optional<sealing::OwnerKey> find_owner_key(const config::Settings& settings);

/// Returns the head of the drive's keyring; nothing for a drive that is not encrypted. Errors:
/// corrupt (no copy of the keyring is intact), conflict (the copies are of different drives; or
/// stored files are sealed and their keyring is gone), unavailable, internal.
[[nodiscard]] Result<std::optional<sealing::KeyringHead>> find_drive_keyring(
    const DataLayout& layout);

/// Opens the drive's keyring, and mends its copies; makes one for a drive that has none, if there
/// is a key. Returns null for a drive without both. The caller holds the data folder. Errors: those
/// of find_drive_keyring(), out_of_space. Throws ConfigError when the key lacks or is another one:
/// nothing was written then.
[[nodiscard]] Result<std::shared_ptr<const sealing::Keyring>> open_drive_keyring(
    const config::Settings& settings, const DataLayout& layout);

/// The same for another process than the drive's: makes and mends nothing.
[[nodiscard]] Result<std::shared_ptr<const sealing::Keyring>> read_drive_keyring(
    const config::Settings& settings, const DataLayout& layout);

}  // namespace audmg::app

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/backup/backup_folder.hpp"
#include "audmg/backup/manifest.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/drive_repository.hpp"

#include <filesystem>
#include <optional>
#include <vector>

// Whose snapshots are in a backup folder: a drive that starts anew with the settings of a lost one
// must not take that one's backups for its own.
namespace audmg::backup {

struct OwnSnapshot {
  Snapshot snapshot;
  ManifestSummary manifest;
};

/// The complete snapshots of this drive, the oldest first. A snapshot whose manifest cannot be read
/// is nobody's. Errors: internal.
[[nodiscard]] Result<std::vector<OwnSnapshot>> list_own_snapshots(
    const std::filesystem::path& root, const std::optional<database::DriveIdentity>& drive);

/// Errors: conflict (the newest snapshot with a readable manifest is another drive's), internal.
[[nodiscard]] Result<void> require_own_folder(const std::filesystem::path& root,
                                              const std::optional<database::DriveIdentity>& drive);

}  // namespace audmg::backup

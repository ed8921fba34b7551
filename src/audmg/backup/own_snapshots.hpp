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

// Determines whose snapshots a backup folder holds: a drive that starts again with the settings of
// a lost one must not mistake that drive's backups for its own.
namespace audmg::backup {

struct OwnSnapshot {
  Snapshot snapshot;
  ManifestSummary manifest;
};

/// Returns the complete snapshots of this drive, oldest first. A snapshot whose manifest cannot be
/// read belongs to no drive. Errors: internal.
[[nodiscard]] Result<std::vector<OwnSnapshot>> list_own_snapshots(
    const std::filesystem::path& root, const std::optional<database::DriveIdentity>& drive);

/// Checks that the folder may be used for this drive. Errors: conflict (the newest snapshot with a
/// readable manifest is another drive's), internal.
[[nodiscard]] Result<void> require_own_folder(const std::filesystem::path& root,
                                              const std::optional<database::DriveIdentity>& drive);

}  // namespace audmg::backup

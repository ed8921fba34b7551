// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/backup/backup_folder.hpp"
#include "audmg/backup/damage.hpp"
#include "audmg/backup/manifest.hpp"
#include "audmg/backup/progress.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/record_snapshots.hpp"
#include "audmg/sealing/keyring.hpp"
#include "audmg/storage/object_store.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <stop_token>

namespace audmg::backup {

/// The empty drive that a snapshot is restored into.
struct RestoreTarget {
  database::RecordSnapshots& records;
  storage::ObjectStore& objects;
  /// Folder for the secrets; its parent must exist. If empty, they are not restored.
  std::filesystem::path secrets_folder{};
  /// Opens the sealed objects of the snapshot.
  std::shared_ptr<const sealing::Keyring> keyring{};
};

struct RestoreReport {
  ManifestHeader header;
  std::uint64_t files = 0;
  std::uint64_t objects = 0;
  std::uint64_t bytes = 0;
  /// Objects that were damaged in the backup, or missing from it.
  std::uint64_t damaged = 0;
  std::uint64_t missing = 0;
};

/// Fills the drive with the snapshot: first the objects, each checked by its digest while it is
/// copied, then the secrets, and last the records, so that a partly restored drive cannot be
/// mistaken for a complete one. Reports damage and restores everything that is readable; a file
/// that exists in the backup but cannot be opened ends the restore. Blocks. Errors: already_exists
/// (the drive is not empty), corrupt (the manifest or the records), conflict (written by a newer
/// version), invalid_argument (no permission to read the backup),
/// out_of_space, unavailable (also when `stop` was requested), internal.
[[nodiscard]] Result<RestoreReport> restore_snapshot(const Snapshot& snapshot,
                                                     const RestoreTarget& target,
                                                     Progress& progress, const OnDamage& on_damage,
                                                     const std::stop_token& stop = {});

}  // namespace audmg::backup

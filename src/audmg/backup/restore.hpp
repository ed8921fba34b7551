// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/backup/backup_folder.hpp"
#include "audmg/backup/damage.hpp"
#include "audmg/backup/manifest.hpp"
#include "audmg/backup/progress.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/record_snapshots.hpp"
#include "audmg/storage/object_store.hpp"

#include <cstdint>
#include <filesystem>
#include <stop_token>

namespace audmg::backup {

/// The empty drive that a snapshot is restored into.
struct RestoreTarget {
  database::RecordSnapshots& records;
  storage::ObjectStore& objects;
  /// Where the secrets go; its parent exists. Empty: they are not restored.
  std::filesystem::path secrets_folder{};
};

struct RestoreReport {
  ManifestHeader header;
  std::uint64_t files = 0;
  std::uint64_t objects = 0;
  std::uint64_t bytes = 0;
  /// Objects that were damaged in the backup, or not in it.
  std::uint64_t damaged = 0;
  std::uint64_t missing = 0;
};

/// Fills the drive with the snapshot: objects first, each checked by its digest while it is copied,
/// then secrets, the records last, so that a drive that is restored in part cannot be taken for
/// one. Damage is reported, and what can be had is restored; a file of the backup that is there and
/// cannot be opened ends it. Blocks. Errors: already_exists (the drive is not empty), corrupt (the
/// manifest or the records), conflict (a newer version's), invalid_argument (no right to read the
/// backup), out_of_space, unavailable (also when `stop` asked), internal.
[[nodiscard]] Result<RestoreReport> restore_snapshot(const Snapshot& snapshot,
                                                     const RestoreTarget& target,
                                                     Progress& progress, const OnDamage& on_damage,
                                                     const std::stop_token& stop = {});

}  // namespace audmg::backup

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/backup/object_folder.hpp"
#include "audmg/backup/progress.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/drive_repository.hpp"
#include "audmg/database/record_snapshots.hpp"
#include "audmg/storage/object_store.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace audmg::backup {

/// The parts of a drive that a backup needs.
struct Drive {
  database::RecordSnapshots& records;
  database::DriveRepository& repository;
  storage::ObjectStore& objects;
  /// Checks that database and object store belong together; errors: conflict.
  std::function<Result<void>()> check;
  /// Raises the generation first in the database, then in the object store.
  std::function<Result<void>()> raise_generation;
  /// Files with secrets that were generated for this drive; they are included in the backup.
  std::vector<std::filesystem::path> secret_files{};
  /// Names of settings whose secrets are kept elsewhere; the backup contains only the names.
  std::vector<std::string> secrets_elsewhere{};
  /// As ObjectFolderOptions::store_seals.
  bool store_seals = false;
  /// Version of the program.
  std::string program{};
};

struct CreateRequest {
  /// Absolute path; created when it does not exist.
  std::filesystem::path directory;
  CopyMode mode = CopyMode::link;
  /// Number of complete snapshots of this drive to keep, including the new one; all if unset. None
  /// is removed when anything was missing, or when the drive has far fewer files than before.
  std::optional<std::size_t> keep{};
};

/// Contents of a new snapshot.
struct CreateReport {
  std::string snapshot;
  std::uint64_t files = 0;
  std::uint64_t objects = 0;
  std::uint64_t bytes = 0;
  /// Objects by the way they were added. Linked ones share their bytes with the drive.
  std::uint64_t linked = 0;
  std::uint64_t reused = 0;
  std::uint64_t copied = 0;
  /// Originals that the drive itself lacks, has only in part or cannot read; the first of their
  /// keys.
  std::uint64_t missing = 0;
  std::vector<std::string> missing_keys{};
  std::uint64_t pruned = 0;
  /// Number of files in the previous snapshot when this one has less than half of them, so that
  /// nothing was pruned; otherwise 0.
  std::uint64_t shrunk_from = 0;
};

/// Makes a snapshot of the drive in the backup folder while the drive is in use: it includes
/// everything that was acknowledged before the call. Its records and objects are from one moment: a
/// lease prevents the deletion of objects while the records, then the objects that this copy names,
/// are copied. The snapshot appears complete or not at all, and earlier snapshots are changed only
/// by pruning. Blocks. Errors: conflict (retryable: another backup is running; otherwise: the
/// folder has another drive's snapshots, or Drive::check failed), invalid_argument (the folder),
/// out_of_space, unavailable (also when `stop` was requested), internal (also when the new snapshot
/// was changed from outside).
[[nodiscard]] Result<CreateReport> create_backup(const CreateRequest& request, const Drive& drive,
                                                 const Clock& clock, Progress& progress,
                                                 const std::stop_token& stop = {});

}  // namespace audmg::backup

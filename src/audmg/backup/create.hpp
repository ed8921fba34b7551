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

/// A drive, as far as a backup needs it.
struct Drive {
  database::RecordSnapshots& records;
  database::DriveRepository& repository;
  storage::ObjectStore& objects;
  /// Whether database and object store belong together; errors: conflict.
  std::function<Result<void>()> check;
  /// Raises the generation in the database, then in the object store.
  std::function<Result<void>()> raise_generation;
  /// Files with secrets that were generated for this drive; they become part of the backup.
  std::vector<std::filesystem::path> secret_files{};
  /// Names of settings whose secrets are kept elsewhere; the backup only names them.
  std::vector<std::string> secrets_elsewhere{};
  /// Version of the program.
  std::string program{};
};

struct CreateRequest {
  /// Absolute; made when missing.
  std::filesystem::path directory;
  CopyMode mode = CopyMode::link;
  /// Complete snapshots of this drive that stay, the new one included; unset: all. None goes when
  /// something was missing, or the drive has far fewer files than before.
  std::optional<std::size_t> keep{};
};

/// What a new snapshot holds.
struct CreateReport {
  std::string snapshot;
  std::uint64_t files = 0;
  std::uint64_t objects = 0;
  std::uint64_t bytes = 0;
  /// How the objects came there. Linked ones share their bytes with the drive.
  std::uint64_t linked = 0;
  std::uint64_t reused = 0;
  std::uint64_t copied = 0;
  /// Originals that the drive itself lacks, has not whole or cannot read; the first of their keys.
  std::uint64_t missing = 0;
  std::vector<std::string> missing_keys{};
  std::uint64_t pruned = 0;
  /// Files of the snapshot before when this one has less than half of them, so that nothing was
  /// pruned; otherwise 0.
  std::uint64_t shrunk_from = 0;
};

/// Makes a snapshot of the drive in the backup folder, while the drive is in use: what was
/// acknowledged before the call is in it. Its records and objects are of one moment: a lease keeps
/// every object, then the records are copied, then the objects that this copy names. It is there
/// whole or not at all, and snapshots of before are never touched but to prune them. Blocks.
/// Errors: conflict (retryable: another backup is being made; otherwise: the folder has another
/// drive's snapshots, or what Drive::check says), invalid_argument (the folder), out_of_space,
/// unavailable (also when `stop` asked), internal (also when the new snapshot was changed from
/// outside).
[[nodiscard]] Result<CreateReport> create_backup(const CreateRequest& request, const Drive& drive,
                                                 const Clock& clock, Progress& progress,
                                                 const std::stop_token& stop = {});

}  // namespace audmg::backup

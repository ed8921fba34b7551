// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/database/drive_repository.hpp"
#include "audmg/database/file_repository.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace audmg::database {

/// A snapshot of a drive's records that is open for reading. Used by one thread at a time. Errors
/// of all methods: corrupt, unavailable, internal.
class RecordSnapshot {
 public:
  RecordSnapshot() = default;
  RecordSnapshot(const RecordSnapshot&) = delete;
  RecordSnapshot& operator=(const RecordSnapshot&) = delete;
  virtual ~RecordSnapshot() = default;

  [[nodiscard]] virtual Result<std::uint64_t> count_files() = 0;
  /// Returns each file once, at most `limit` of them; none after the last. Each call continues
  /// where the one before ended.
  [[nodiscard]] virtual Result<std::vector<File>> next_files(std::size_t limit) = 0;
  /// Returns the identity that the drive had at the moment of the snapshot; nothing for a drive
  /// without one.
  [[nodiscard]] virtual Result<std::optional<DriveIdentity>> find_identity() = 0;
};

/// All records of a drive in one file, for keeping and for recreating a drive. It holds everything
/// in the database (accounts with their password hashes, files, events, messages), including tables
/// or kinds of items that are added later. Only unfinished uploads are left out, because they are
/// meaningless without this very object store.
class RecordSnapshots {
 public:
  RecordSnapshots() = default;
  RecordSnapshots(const RecordSnapshots&) = delete;
  RecordSnapshots& operator=(const RecordSnapshots&) = delete;
  virtual ~RecordSnapshots() = default;

  /// Returns the name of a snapshot in a backup, "audmg.db", which indicates its format.
  [[nodiscard]] virtual std::string_view file_name() const noexcept = 0;
  /// Writes the records, as they are at one moment between call and return, into a new file of mode
  /// 0600, durable when it returns, and opens it. Other writes continue meanwhile. Blocks. Errors:
  /// already_exists, out_of_space, unavailable, internal.
  [[nodiscard]] virtual Result<std::unique_ptr<RecordSnapshot>> create_snapshot(
      const std::filesystem::path& file) = 0;
  /// Fills this drive's records, which must be empty; durable when it returns. The remains of a
  /// failed call must be removed before the next one. Errors: already_exists (there are records),
  /// not_found, corrupt, conflict (a newer version's snapshot), out_of_space, unavailable,
  /// internal.
  [[nodiscard]] virtual Result<void> restore_snapshot(const std::filesystem::path& file) = 0;
};

}  // namespace audmg::database

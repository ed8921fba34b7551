// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/descriptor.hpp"
#include "audmg/core/result.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::backup {

inline constexpr std::string_view kObjectsFolder = "objects";
inline constexpr std::string_view kSecretsFolder = "secrets";

/// A complete snapshot.
struct Snapshot {
  /// From make_snapshot_name(); also the name of its folder.
  std::string name;
  std::filesystem::path folder;
};

/// Returns the complete snapshots of the backup folder, oldest first; none when the folder does not
/// exist. Errors: internal.
[[nodiscard]] Result<std::vector<Snapshot>> list_snapshots(const std::filesystem::path& root);

/// Returns the snapshot that `id` identifies: its name, the short id at the end of its name, or an
/// unambiguous beginning of its name; "" or "latest" selects the newest. Errors: not_found,
/// invalid_argument (ambiguous), internal.
[[nodiscard]] Result<Snapshot> find_snapshot(const std::filesystem::path& root,
                                             std::string_view id);

/// Prevents the removal of a snapshot while it is being read.
class SnapshotInUse {
 public:
  /// Errors: not_found, internal.
  [[nodiscard]] static Result<SnapshotInUse> hold(const Snapshot& snapshot);
  /// Descriptor of the snapshot's folder.
  [[nodiscard]] int folder() const noexcept { return folder_.get(); }

 private:
  explicit SnapshotInUse(Descriptor folder) : folder_(std::move(folder)) {}
  Descriptor folder_;
};

/// A backup folder, held by one writer until destruction. Snapshots are built in unfinished/ and
/// moved to snapshots/ when they are complete; anything in unfinished/ at opening was left by a
/// process that died.
class BackupFolder {
 public:
  /// Durably creates the folder (mode 0700) when it does not exist, and empties unfinished/.
  /// Errors: conflict (another backup is running there), invalid_argument (not a folder, or not
  /// writable by us), out_of_space, internal.
  [[nodiscard]] static Result<BackupFolder> open(const std::filesystem::path& root);

  /// Creates an empty folder for a new snapshot, with a folder for its objects.
  [[nodiscard]] Result<Snapshot> begin_snapshot(TimePoint now);
  /// Makes everything in the snapshot durable, then durably moves it to its place. Errors: as
  /// fail_errno(); the snapshot is then not published.
  [[nodiscard]] Result<Snapshot> publish(const Snapshot& unfinished);
  /// Removes an unfinished snapshot that begin_snapshot() created.
  [[nodiscard]] Result<void> discard(const Snapshot& unfinished);
  /// Removes a complete snapshot. Returns false, without any change, while it is being read.
  [[nodiscard]] Result<bool> remove(const Snapshot& complete);

 private:
  BackupFolder(std::filesystem::path root, Descriptor lock)
      : root_(std::move(root)), lock_(std::move(lock)) {}
  [[nodiscard]] std::filesystem::path unfinished() const { return root_ / "unfinished"; }
  [[nodiscard]] Result<void> empty_unfinished();

  std::filesystem::path root_;
  Descriptor lock_;
};

}  // namespace audmg::backup

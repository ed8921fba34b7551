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
  /// make_snapshot_name(): also its folder's.
  std::string name;
  std::filesystem::path folder;
};

/// The complete snapshots of the backup folder, the oldest first; none when there is no such
/// folder. Errors: internal.
[[nodiscard]] Result<std::vector<Snapshot>> list_snapshots(const std::filesystem::path& root);

/// The snapshot that `id` means: its name, the short id at its end, or the beginning of its name
/// when only one has it; "" or "latest": the newest. Errors: not_found, invalid_argument
/// (several), internal.
[[nodiscard]] Result<Snapshot> find_snapshot(const std::filesystem::path& root,
                                             std::string_view id);

/// Keeps a snapshot from being removed while it is read.
class SnapshotInUse {
 public:
  /// Errors: not_found, internal.
  [[nodiscard]] static Result<SnapshotInUse> hold(const Snapshot& snapshot);
  /// The snapshot's folder.
  [[nodiscard]] int folder() const noexcept { return folder_.get(); }

 private:
  explicit SnapshotInUse(Descriptor folder) : folder_(std::move(folder)) {}
  Descriptor folder_;
};

/// A backup folder, held by one writer until destruction. Snapshots grow in unfinished/ and are
/// moved to snapshots/ when they are complete; what is in unfinished/ at opening is from a process
/// that died.
class BackupFolder {
 public:
  /// Makes the folder (mode 0700) when it is missing, durably, and empties unfinished/. Errors:
  /// conflict (another backup is being made there), invalid_argument (not a folder, or not ours to
  /// write), out_of_space, internal.
  [[nodiscard]] static Result<BackupFolder> open(const std::filesystem::path& root);

  /// An empty folder for a new snapshot, with a folder for its objects.
  [[nodiscard]] Result<Snapshot> begin_snapshot(TimePoint now);
  /// Makes everything in the snapshot durable, then moves it to its place, durably. Errors: as
  /// fail_errno(); then it is not published.
  [[nodiscard]] Result<Snapshot> publish(const Snapshot& unfinished);
  /// Removes what begin_snapshot() made.
  [[nodiscard]] Result<void> discard(const Snapshot& unfinished);
  /// Removes a complete snapshot; false, and nothing done, while it is being read.
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

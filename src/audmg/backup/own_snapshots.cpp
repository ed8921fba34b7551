// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/backup/own_snapshots.hpp"

#include <fmt/format.h>

#include <utility>

namespace audmg::backup {
namespace {

using Identity = std::optional<database::DriveIdentity>;

bool is_same_drive(const Identity& one, const Identity& other) {
  if (!one || !other) return !one && !other;
  return one->drive_id == other->drive_id;
}

}  // namespace

Result<std::vector<OwnSnapshot>> list_own_snapshots(const std::filesystem::path& root,
                                                    const Identity& drive) {
  AUDMG_TRY(std::vector<Snapshot> found, list_snapshots(root));
  std::vector<OwnSnapshot> own;
  for (Snapshot& snapshot : found) {
    auto manifest = read_manifest_summary(snapshot.folder / kManifestFile);
    if (!manifest || !is_same_drive(manifest->header.drive, drive)) continue;
    own.push_back({std::move(snapshot), *std::move(manifest)});
  }
  return own;
}

Result<void> require_own_folder(const std::filesystem::path& root, const Identity& drive) {
  AUDMG_TRY(const std::vector<Snapshot> found, list_snapshots(root));
  for (auto at = found.rbegin(); at != found.rend(); ++at) {
    const auto manifest = read_manifest_summary(at->folder / kManifestFile);
    if (!manifest) continue;
    // One from before drives had an identity stops nobody; it is not pruned, either.
    if (!manifest->header.drive || is_same_drive(manifest->header.drive, drive)) return {};
    return fail(ErrorCode::conflict,
                fmt::format("the snapshots in {} are of another drive (the newest is {}); if this "
                            "drive was lost and began anew, restore it from there, otherwise "
                            "choose another folder",
                            root.string(), at->name));
  }
  return {};
}

}  // namespace audmg::backup

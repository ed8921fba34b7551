// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/filesystem/quarantine_purge.hpp"

#include <fcntl.h>

#include <cerrno>
#include <shared_mutex>
#include <string_view>
#include <vector>

namespace audmg::storage::filesystem {

QuarantinePurge::QuarantinePurge(StoreFolder& store, TimePoint time)
    : store_(store), time_(time), today_(quarantine_day_of(SystemClock().now())) {}

Result<void> QuarantinePurge::purge(QuarantineDay day) {
  if (TimePoint(day) >= time_) return {};
  day_ = day;
  AUDMG_TRY(const bool removed, purge_folder(store_.quarantine(), folder_name(day), ""));
  if (!removed) return {};
  return store_.sync_folder(store_.quarantine());
}

/// Returns whether the folder itself is gone; the caller then syncs the removal of its name.
Result<bool> QuarantinePurge::purge_folder(int parent, const std::string& name,
                                           const std::string& inside) {
  FileOperations& operations = store_.operations();
  AUDMG_TRY(const OpenFile folder,
            open_file(operations, parent, name.c_str(), O_RDONLY | O_DIRECTORY));
  std::vector<std::string> files;
  std::vector<std::string> folders;
  const int listed = operations.list(folder.get(), [&](std::string_view entry, bool is_folder) {
    (is_folder ? folders : files).emplace_back(entry);
  });
  if (listed < 0) return fail_with(listed, "cannot list the quarantine");
  bool changed = false;
  for (const std::string& entry : files) {
    AUDMG_TRY(const bool removed, purge_file(folder.get(), entry, inside + entry));
    changed = changed || removed;
  }
  for (const std::string& entry : folders) {
    AUDMG_TRY(const bool removed, purge_folder(folder.get(), entry, inside + entry + "/"));
    changed = changed || removed;
  }
  // Not in the folder of today, into which objects may be on their way.
  if (day_ < today_) {
    const int removed = operations.remove_folder(parent, name.c_str());
    if (removed >= 0) return true;
    if (removed != -ENOTEMPTY && removed != -EEXIST && removed != -ENOENT) {
      return fail_with(removed, "cannot remove an empty folder");
    }
  }
  if (changed) AUDMG_CHECK(store_.sync_folder(folder.get()));
  return false;
}

Result<bool> QuarantinePurge::purge_file(int folder, const std::string& name,
                                         const std::string& key) {
  // A sealer must not bring it back in between.
  const std::shared_lock naming(store_.name_of(key));
  FileOperations& operations = store_.operations();
  struct stat status{};
  const int read = operations.status_at(folder, name.c_str(), status);
  if (read == -ENOENT) return false;
  if (read < 0) return fail_with(read, "cannot read the status");
  if (moved_at(day_, status) >= time_) return false;
  const int removed = operations.unlink(folder, name.c_str());
  if (removed == -ENOENT) return false;
  if (removed < 0) return fail_with(removed, "cannot delete");
  ++count_;
  return true;
}

}  // namespace audmg::storage::filesystem

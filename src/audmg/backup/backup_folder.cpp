// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/backup/backup_folder.hpp"

#include "audmg/backup/open_folder.hpp"
#include "audmg/backup/owner_only.hpp"
#include "audmg/backup/snapshot_name.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/core/errno_error.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

namespace audmg::backup {
namespace {

namespace fs = std::filesystem;

fs::path snapshots_of(const fs::path& root) { return root / "snapshots"; }

Result<void> sync_folder(const fs::path& folder) {
  AUDMG_TRY(const Descriptor opened, open_folder(folder));
  if (::fsync(opened.get()) != 0) return fail_errno("cannot fsync " + folder.string(), errno);
  return {};
}

/// Durably creates the folder and its missing parents.
Result<void> make_folder(const fs::path& folder) {
  std::error_code error;
  if (fs::is_directory(folder, error)) return {};
  if (folder.has_parent_path() && folder.parent_path() != folder) {
    AUDMG_CHECK(make_folder(folder.parent_path()));
  }
  if (::mkdir(folder.c_str(), kOwnerOnlyFolder) != 0 && errno != EEXIST) {
    return fail_errno("cannot create " + folder.string(), errno);
  }
  return sync_folder(folder.parent_path());
}

Result<void> remove_tree(const fs::path& folder) {
  std::error_code error;
  fs::remove_all(folder, error);
  if (error) return fail_errno("cannot remove " + folder.string(), error.value());
  return {};
}

bool is_meant(const Snapshot& snapshot, std::string_view id) {
  return snapshot.name.starts_with(id) || short_id(snapshot.name) == id;
}

}  // namespace

Result<std::vector<Snapshot>> list_snapshots(const fs::path& root) {
  std::vector<Snapshot> found;
  std::error_code error;
  fs::directory_iterator at(snapshots_of(root), error);
  if (error == std::errc::no_such_file_or_directory) return found;
  for (; !error && at != fs::directory_iterator(); at.increment(error)) {
    std::string name = at->path().filename().string();
    if (snapshot_time(name)) found.push_back({std::move(name), at->path()});
  }
  if (error) return fail_errno("cannot list " + snapshots_of(root).string(), error.value());
  std::ranges::sort(found, {}, &Snapshot::name);
  return found;
}

Result<Snapshot> find_snapshot(const fs::path& root, std::string_view id) {
  AUDMG_TRY(std::vector<Snapshot> found, list_snapshots(root));
  if (found.empty()) {
    return fail(ErrorCode::not_found, fmt::format("there is no snapshot in {}", root.string()));
  }
  if (id.empty() || id == "latest") return std::move(found.back());
  std::erase_if(found, [&](const Snapshot& snapshot) { return !is_meant(snapshot, id); });
  if (found.empty()) {
    return fail(ErrorCode::not_found, fmt::format("there is no snapshot {} in {}; `audmg backup "
                                                  "list {}` shows those that are there",
                                                  id, root.string(), root.string()));
  }
  if (found.size() > 1) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("{} snapshots begin with {}; name one whole", found.size(), id));
  }
  return std::move(found.front());
}

Result<SnapshotInUse> SnapshotInUse::hold(const Snapshot& snapshot) {
  AUDMG_TRY(Descriptor folder, open_folder(snapshot.folder));
  // A medium without locks cannot be pruned by anybody either.
  if (::flock(folder.get(), LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    return fail(ErrorCode::not_found, "the snapshot " + snapshot.name + " is being removed");
  }
  return SnapshotInUse(std::move(folder));
}

Result<BackupFolder> BackupFolder::open(const fs::path& root) {
  AUDMG_CHECK(make_folder(snapshots_of(root)));
  AUDMG_CHECK(make_folder(root / "unfinished"));
  const fs::path lock = root / "lock";
  Descriptor opened(
      ::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, kOwnerOnlyFile));
  if (!opened.is_open()) return fail_errno("cannot open " + lock.string(), errno);
  if (::flock(opened.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return fail_errno("cannot lock " + lock.string(), errno);
    return fail(ErrorCode::conflict,
                fmt::format("another backup is being made in {}; wait until it is done, or choose "
                            "another folder",
                            root.string()),
                /*retryable=*/true);
  }
  BackupFolder folder(root, std::move(opened));
  AUDMG_CHECK(folder.empty_unfinished());
  return folder;
}

Result<void> BackupFolder::empty_unfinished() {
  std::error_code error;
  std::vector<fs::path> left;
  for (fs::directory_iterator at(unfinished(), error); !error && at != fs::directory_iterator();
       at.increment(error)) {
    left.push_back(at->path());
  }
  if (error) return fail_errno("cannot list " + unfinished().string(), error.value());
  for (const fs::path& path : left) AUDMG_CHECK(remove_tree(path));
  return {};
}

Result<Snapshot> BackupFolder::begin_snapshot(TimePoint now) {
  Snapshot snapshot{make_snapshot_name(now), {}};
  snapshot.folder = unfinished() / snapshot.name;
  AUDMG_CHECK(make_folder(snapshot.folder / kObjectsFolder));
  return snapshot;
}

Result<Snapshot> BackupFolder::publish(const Snapshot& unfinished) {
  AUDMG_TRY(const Descriptor folder, open_folder(unfinished.folder));
  // Everything at once: a sync for each of a hundred thousand links and folders takes minutes.
  if (::syncfs(folder.get()) != 0) {
    return fail_errno("cannot sync " + unfinished.folder.string(), errno);
  }
  Snapshot published{unfinished.name, snapshots_of(root_) / unfinished.name};
  if (::rename(unfinished.folder.c_str(), published.folder.c_str()) != 0) {
    return fail_errno("cannot rename to " + published.folder.string(), errno);
  }
  AUDMG_CHECK(sync_folder(snapshots_of(root_)));
  return published;
}

Result<void> BackupFolder::discard(const Snapshot& unfinished) {
  return remove_tree(unfinished.folder);
}

Result<bool> BackupFolder::remove(const Snapshot& complete) {
  AUDMG_TRY(const Descriptor folder, open_folder(complete.folder));
  if (::flock(folder.get(), LOCK_EX | LOCK_NB) != 0) return false;
  // First out of sight: a snapshot that is half removed must not look like one.
  const fs::path doomed = unfinished() / complete.name;
  if (::rename(complete.folder.c_str(), doomed.c_str()) != 0) {
    return fail_errno("cannot move " + complete.folder.string(), errno);
  }
  AUDMG_CHECK(sync_folder(snapshots_of(root_)));
  AUDMG_CHECK(remove_tree(doomed));
  return true;
}

}  // namespace audmg::backup

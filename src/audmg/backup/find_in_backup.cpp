// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/backup/find_in_backup.hpp"

#include "audmg/backup/backup_folder.hpp"
#include "audmg/backup/sealed_copy.hpp"
#include "audmg/core/descriptor.hpp"
#include "audmg/storage/object_key.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <set>
#include <utility>
#include <vector>

namespace audmg::backup {

Result<std::optional<std::filesystem::path>> find_in_backup(const std::filesystem::path& root,
                                                            std::string_view key,
                                                            std::string_view sha256,
                                                            const sealing::Keyring* keyring) {
  if (!storage::is_object_key(key)) return std::nullopt;
  AUDMG_TRY(const std::vector<Snapshot> snapshots, list_snapshots(root));
  // Snapshots share files; each is read once.
  std::set<std::pair<dev_t, ino_t>> read;
  for (auto at = snapshots.rbegin(); at != snapshots.rend(); ++at) {
    const std::filesystem::path path = at->folder / kObjectsFolder / key;
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    struct stat status{};
    if (!file.is_open() || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) continue;
    if (!read.emplace(status.st_dev, status.st_ino).second) continue;
    const auto digest =
        digest_of_copy(file.get(), static_cast<std::uint64_t>(status.st_size), keyring, key);
    if (digest && digest->sha256 == sha256) return path;
  }
  return std::nullopt;
}

}  // namespace audmg::backup

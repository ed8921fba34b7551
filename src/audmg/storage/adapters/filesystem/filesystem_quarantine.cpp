// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/filesystem/filesystem_quarantine.hpp"

#include "audmg/storage/adapters/filesystem/object_listing.hpp"
#include "audmg/storage/adapters/filesystem/quarantine_purge.hpp"
#include "audmg/storage/adapters/filesystem/sealed_file.hpp"
#include "audmg/storage/object_key.hpp"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <functional>
#include <map>
#include <string>

namespace audmg::storage::filesystem {
namespace {

std::string path_in(QuarantineDay day, std::string_view key) {
  return std::string(kQuarantineFolder)
      .append("/")
      .append(folder_name(day))
      .append("/")
      .append(key);
}

/// A file and the folder it lies in.
struct Place {
  OpenFile folder;
  std::string name;
};

/// Returns the place of the file under `path`; nothing when there is none, or a folder.
Result<std::optional<Place>> find_file(const StoreFolder& store, const std::string& path) {
  auto folder = store.open_parent(path);
  if (!folder && folder.error().code == ErrorCode::not_found) return std::nullopt;
  if (!folder) return std::unexpected(std::move(folder).error());
  Place place{*std::move(folder), leaf_of(path)};
  struct stat status{};
  const int read = store.operations().status_at(place.folder.get(), place.name.c_str(), status);
  if (read == -ENOENT || read == -ENAMETOOLONG) return std::nullopt;
  if (read < 0) return fail_with(read, "cannot read the status");
  if (!S_ISREG(status.st_mode)) return std::nullopt;
  return place;
}

/// A sealed object that cannot be opened has the size of its file.
std::uint64_t plain_size(const StoreFolder& store, QuarantineDay day, const ListedFile& file) {
  const auto size = static_cast<std::uint64_t>(file.status.st_size);
  if (store.keyring() == nullptr) return size;
  const std::string path = folder_name(day) + "/" + file.key;
  const auto opened = store.open_at(store.quarantine(), path.c_str(), O_RDONLY | O_NONBLOCK);
  if (!opened) return size;
  const auto sealed =
      find_seal(store.operations(), opened->get(), file.status, *store.keyring(), file.key);
  return sealed && *sealed ? (*sealed)->plain_bytes : size;
}

/// Moves a file between two folders, durably: its new name is synced first, so that it has one
/// whatever happens. Errors: not_found, already_exists (only with no_replace), unavailable,
/// internal.
Result<void> move_file(StoreFolder& store, const Place& from, const std::string& to,
                       RenameMode mode) {
  AUDMG_TRY(const OpenFile folder, store.make_parent(to));
  const std::string name = leaf_of(to);
  FileOperations& operations = store.operations();
  int moved =
      operations.rename(from.folder.get(), from.name.c_str(), folder.get(), name.c_str(), mode);
  // The file system does not support this mode. The caller has checked that the name is free.
  if (moved == -EINVAL && mode == RenameMode::no_replace) {
    moved = operations.rename(from.folder.get(), from.name.c_str(), folder.get(), name.c_str(),
                              RenameMode::replace);
  }
  if (moved == -EEXIST) return fail(ErrorCode::already_exists, "an object has the key meanwhile");
  if (moved < 0) return fail_with(moved, "cannot move an object");
  AUDMG_CHECK(store.sync_folder(folder.get()));
  return store.sync_folder(from.folder.get());
}

}  // namespace

Result<void> FilesystemQuarantine::quarantine_object(std::string_view key) {
  AUDMG_CHECK(folder_->require_writable());
  if (!is_object_key(key)) return {};
  AUDMG_TRY(const auto object, find_file(*folder_, object_path(key)));
  if (!object) return {};
  AUDMG_TRY(const auto earlier, list_days());
  const QuarantineDay today = quarantine_day_of(SystemClock().now());
  const auto moved = move_file(*folder_, *object, path_in(today, key), RenameMode::replace);
  // Somebody else was faster.
  if (!moved && moved.error().code == ErrorCode::not_found) return {};
  AUDMG_CHECK(moved);
  for (const QuarantineDay day : earlier) {
    if (day != today) AUDMG_CHECK(remove_from(day, key));
  }
  return {};
}

Result<std::vector<QuarantinedObject>> FilesystemQuarantine::list_quarantined(
    const ListQuarantineRequest& request) {
  AUDMG_TRY(const auto days, list_days());
  const ListObjectsRequest files_asked{
      .prefix = request.prefix, .start_after = request.start_after, .max_keys = request.max_keys};
  std::map<std::string, QuarantinedObject> by_key;
  for (const QuarantineDay day : days) {
    AUDMG_TRY(auto files,
              list_files(*folder_, folder_->quarantine(), folder_name(day), files_asked));
    for (ListedFile& file : files) {
      QuarantinedObject object{.key = file.key,
                               .size = plain_size(*folder_, day, file),
                               .since = moved_at(day, file.status)};
      // The newest day comes first and counts.
      by_key.try_emplace(std::move(file.key), std::move(object));
    }
  }
  std::vector<QuarantinedObject> objects;
  for (auto& [key, object] : by_key) {
    if (objects.size() == request.max_keys) break;
    objects.push_back(std::move(object));
  }
  return objects;
}

Result<void> FilesystemQuarantine::restore_quarantined(std::string_view key) {
  AUDMG_CHECK(folder_->require_writable());
  if (!is_object_key(key)) return fail(ErrorCode::not_found, "not an object key");
  AUDMG_TRY(const auto present, find_file(*folder_, object_path(key)));
  if (present) return fail(ErrorCode::already_exists, "an object has the key meanwhile");
  AUDMG_TRY(const auto days, list_days());
  for (auto day = days.begin(); day != days.end(); ++day) {
    AUDMG_TRY(const auto kept, find_file(*folder_, path_in(*day, key)));
    if (!kept) continue;
    AUDMG_CHECK(move_file(*folder_, *kept, object_path(key), RenameMode::no_replace));
    // Removes the remains of a move to quarantine that was cut short.
    for (auto older = std::next(day); older != days.end(); ++older) {
      AUDMG_CHECK(remove_from(*older, key));
    }
    return {};
  }
  return fail(ErrorCode::not_found, "not in the quarantine");
}

Result<std::size_t> FilesystemQuarantine::purge_quarantined(TimePoint time) {
  AUDMG_CHECK(folder_->require_writable());
  AUDMG_TRY(const auto days, list_days());
  QuarantinePurge purge(*folder_, time);
  for (const QuarantineDay day : days) AUDMG_CHECK(purge.purge(day));
  return purge.count();
}

Result<void> FilesystemQuarantine::remove(std::string_view key) {
  AUDMG_TRY(const auto days, list_days());
  for (const QuarantineDay day : days) AUDMG_CHECK(remove_from(day, key));
  return {};
}

Result<std::vector<QuarantineDay>> FilesystemQuarantine::list_days() const {
  std::vector<QuarantineDay> days;
  const int listed =
      folder_->operations().list(folder_->quarantine(), [&](std::string_view name, bool is_folder) {
        if (!is_folder) return;
        if (const auto day = parse_folder_name(name)) days.push_back(*day);
      });
  if (listed < 0) return fail_with(listed, "cannot list the quarantine");
  std::ranges::sort(days, std::greater{});
  return days;
}

Result<void> FilesystemQuarantine::remove_from(QuarantineDay day, std::string_view key) {
  AUDMG_TRY(const auto kept, find_file(*folder_, path_in(day, key)));
  if (!kept) return {};
  const int removed = folder_->operations().unlink(kept->folder.get(), kept->name.c_str());
  if (removed < 0 && removed != -ENOENT) return fail_with(removed, "cannot delete");
  return folder_->sync_folder(kept->folder.get());
}

}  // namespace audmg::storage::filesystem

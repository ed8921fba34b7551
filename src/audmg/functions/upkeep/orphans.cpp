// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/upkeep/orphans.hpp"

#include "audmg/database/file.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/tombstone_repository.hpp"
#include "audmg/database/upload_repository.hpp"
#include "audmg/functions/integrity/sidecar.hpp"
#include "audmg/functions/object_keys.hpp"
#include "audmg/storage/object_store.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

namespace audmg::functions {
namespace {

/// The two ids in "<prefix><owner>/<id>" or "<prefix><owner>/<id>/<more>"; nothing for other keys.
template <class IdType>
std::optional<std::pair<UserId, IdType>> ids_in(std::string_view key, std::string_view prefix) {
  if (!key.starts_with(prefix)) return std::nullopt;
  key.remove_prefix(prefix.size());
  const auto slash = key.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto owner = UserId::parse(key.substr(0, slash));
  key.remove_prefix(slash + 1);
  const auto id = IdType::parse(key.substr(0, key.find('/')));
  if (!owner || !id) return std::nullopt;
  return std::pair(*owner, *id);
}

/// Returns whether the object belongs to an upload session whose completion was interrupted: the
/// client may complete it again.
Result<bool> is_of_a_session(std::string_view object_key, const UploadServices& services) {
  const auto ids = ids_in<UploadId>(object_key, kOriginalsPrefix);
  if (!ids) return false;
  AUDMG_TRY(const auto session, services.uploads.find_upload(ids->first, ids->second));
  return session.has_value();
}

/// Which of these originals nothing needs.
Result<std::vector<bool>> are_orphaned(std::span<const std::string> object_keys,
                                       const UploadServices& services) {
  AUDMG_TRY(const auto named, services.files.has_object_keys(object_keys));
  std::vector<std::string> unnamed;
  for (std::size_t i = 0; i < object_keys.size(); ++i) {
    if (!named.at(i)) unnamed.push_back(object_keys[i]);
  }
  AUDMG_TRY(const auto buried, services.tombstones.has_tombstones(unnamed));
  std::vector<bool> orphaned;
  std::size_t next = 0;
  for (std::size_t i = 0; i < object_keys.size(); ++i) {
    bool orphan = !named.at(i) && !buried.at(next++);
    if (orphan) {
      AUDMG_TRY(const bool of_session, is_of_a_session(object_keys[i], services));
      orphan = !of_session;
    }
    orphaned.push_back(orphan);
  }
  return orphaned;
}

bool is_wanted(const std::optional<database::File>& file, std::string_view key) {
  if (!file) return false;
  if (file->status == database::FileStatus::processing) return true;
  const auto named = rendition_keys_in(file->media_record);
  return std::ranges::find(named, key) != named.end();
}

}  // namespace

Result<std::vector<std::string>> find_orphaned_originals(
    std::span<const storage::ObjectInfo> objects, const UploadServices& services) {
  std::vector<std::string> keys;
  for (const storage::ObjectInfo& object : objects) keys.push_back(object.key);
  AUDMG_TRY(const auto orphaned, are_orphaned(keys, services));
  std::vector<std::string> orphans;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (orphaned.at(i)) orphans.push_back(std::move(keys[i]));
  }
  return orphans;
}

Result<std::vector<std::string>> find_orphaned_sidecars(
    std::span<const storage::ObjectInfo> objects, const UploadServices& services) {
  std::vector<std::string> orphans;
  std::vector<std::string> sidecars;
  std::vector<std::string> originals;
  for (const storage::ObjectInfo& object : objects) {
    auto original = object_key_of_sidecar(object.key);
    if (!original) {
      orphans.push_back(object.key);
      continue;
    }
    sidecars.push_back(object.key);
    originals.push_back(*std::move(original));
  }
  AUDMG_TRY(const auto orphaned, are_orphaned(originals, services));
  for (std::size_t i = 0; i < sidecars.size(); ++i) {
    if (orphaned.at(i)) orphans.push_back(std::move(sidecars[i]));
  }
  return orphans;
}

Result<std::vector<std::string>> find_orphaned_renditions(
    std::span<const storage::ObjectInfo> objects, const UploadServices& services) {
  std::vector<std::string> orphans;
  // The renditions of one file follow each other: its row is read once.
  std::optional<std::pair<UserId, FileId>> last;
  std::optional<database::File> file;
  for (const storage::ObjectInfo& object : objects) {
    const auto ids = ids_in<FileId>(object.key, kRenditionsPrefix);
    if (!ids) {
      orphans.push_back(object.key);
      continue;
    }
    if (ids != last) {
      AUDMG_TRY(file, services.files.find_file(ids->first, ids->second));
      last = ids;
    }
    if (!is_wanted(file, object.key)) orphans.push_back(object.key);
  }
  return orphans;
}

}  // namespace audmg::functions

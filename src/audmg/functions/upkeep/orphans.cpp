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

/// The owner in "<prefix><owner>/<more>"; nothing for other keys.
std::optional<UserId> owner_in(std::string_view key, std::string_view prefix) {
  if (!key.starts_with(prefix)) return std::nullopt;
  key.remove_prefix(prefix.size());
  const auto slash = key.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  return UserId::parse(key.substr(0, slash));
}

/// The two ids in "<prefix><owner>/<id>" or "<prefix><owner>/<id>/<more>"; nothing for other keys.
template <class IdType>
std::optional<std::pair<UserId, IdType>> ids_in(std::string_view key, std::string_view prefix) {
  const auto owner = owner_in(key, prefix);
  if (!owner) return std::nullopt;
  key.remove_prefix(prefix.size());
  key.remove_prefix(key.find('/') + 1);
  const auto id = IdType::parse(key.substr(0, key.find('/')));
  if (!id) return std::nullopt;
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

/// Returns, for each of these keys of unnamed objects, whether its owner was deleted with all that
/// the owner had.
Result<std::vector<bool>> went_with_their_owner(std::span<const std::string> keys,
                                                std::string_view prefix,
                                                const UploadServices& services) {
  std::vector<UserId> owners;
  std::vector<std::optional<std::size_t>> places;
  for (const std::string& key : keys) {
    auto owner = owner_in(key, prefix);
    places.push_back(owner ? std::optional(owners.size()) : std::nullopt);
    if (owner) owners.push_back(*std::move(owner));
  }
  AUDMG_TRY(const auto buried, services.tombstones.has_owner_tombstones(owners));
  std::vector<bool> went;
  for (const auto& place : places) went.push_back(place && buried.at(*place));
  return went;
}

/// Returns those of the originals that nothing needs, sorted. Precondition: the keys differ.
Result<std::vector<std::string>> originals_of_nobody(std::span<const std::string> object_keys,
                                                     const UploadServices& services) {
  AUDMG_TRY(const auto named, services.files.has_object_keys(object_keys));
  std::vector<std::string> unnamed;
  for (std::size_t i = 0; i < object_keys.size(); ++i) {
    if (!named.at(i)) unnamed.push_back(object_keys[i]);
  }
  std::vector<std::string> orphans;
  if (unnamed.empty()) return orphans;
  AUDMG_TRY(const auto buried, services.tombstones.has_tombstones(unnamed));
  AUDMG_TRY(const auto went, went_with_their_owner(unnamed, kOriginalsPrefix, services));
  for (std::size_t i = 0; i < unnamed.size(); ++i) {
    if (buried.at(i) || went.at(i)) continue;
    AUDMG_TRY(const bool of_session, is_of_a_session(unnamed[i], services));
    if (!of_session) orphans.push_back(std::move(unnamed[i]));
  }
  std::ranges::sort(orphans);
  return orphans;
}

/// Returns the key of the original that the object is or belongs to; nothing for keys under
/// kSidecarsPrefix that are not a sidecar's.
std::optional<std::string> original_of(const std::string& key) {
  return key.starts_with(kSidecarsPrefix) ? object_key_of_sidecar(key) : std::optional(key);
}

/// What the row of one file says of its renditions.
class WantedRenditions {
 public:
  /// `row` is null when there is none.
  explicit WantedRenditions(const database::FoundFile* row) {
    if (row == nullptr) return;
    wants_all_ = !row->file || row->file->status == database::FileStatus::processing;
    if (!wants_all_) named_ = rendition_keys_in(row->file->media_record);
  }
  [[nodiscard]] bool has(std::string_view key) const {
    return wants_all_ || std::ranges::find(named_, key) != named_.end();
  }

 private:
  bool wants_all_ = false;
  std::vector<std::string> named_;
};

}  // namespace

Result<std::vector<std::string>> find_orphaned_originals(
    std::span<const storage::ObjectInfo> objects, const UploadServices& services) {
  std::vector<std::string> originals;
  for (const storage::ObjectInfo& object : objects) {
    if (auto original = original_of(object.key)) originals.push_back(*std::move(original));
  }
  std::ranges::sort(originals);
  originals.erase(std::unique(originals.begin(), originals.end()), originals.end());
  AUDMG_TRY(const auto of_nobody, originals_of_nobody(originals, services));
  std::vector<std::string> orphans;
  for (const storage::ObjectInfo& object : objects) {
    const auto original = original_of(object.key);
    if (!original || std::ranges::binary_search(of_nobody, *original)) {
      orphans.push_back(object.key);
    }
  }
  return orphans;
}

Result<std::vector<std::string>> find_orphaned_renditions(
    std::span<const storage::ObjectInfo> objects, const UploadServices& services) {
  std::vector<database::FileKey> keys;
  std::vector<std::optional<database::FileKey>> files;
  for (const storage::ObjectInfo& object : objects) {
    auto ids = ids_in<FileId>(object.key, kRenditionsPrefix);
    files.push_back(ids ? std::optional(database::FileKey{ids->first, ids->second}) : std::nullopt);
    if (files.back()) keys.push_back(*files.back());
  }
  std::ranges::sort(keys);
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  AUDMG_TRY(auto rows, services.files.look_up_files(keys));
  std::ranges::sort(rows, {}, &database::FoundFile::key);
  std::vector<std::string> unwanted;
  // The renditions of one file follow each other: its record is read once.
  std::optional<database::FileKey> last;
  WantedRenditions wanted(nullptr);
  for (std::size_t i = 0; i < objects.size(); ++i) {
    const auto& file = files[i];
    if (file && file != last) {
      const auto row = std::ranges::lower_bound(rows, *file, {}, &database::FoundFile::key);
      const bool is_there = row != rows.end() && row->key == *file;
      wanted = WantedRenditions(is_there ? &*row : nullptr);
      last = file;
    }
    if (!file || !wanted.has(objects[i].key)) unwanted.push_back(objects[i].key);
  }
  if (unwanted.empty()) return unwanted;
  AUDMG_TRY(const auto went, went_with_their_owner(unwanted, kRenditionsPrefix, services));
  std::vector<std::string> orphans;
  for (std::size_t i = 0; i < unwanted.size(); ++i) {
    if (!went.at(i)) orphans.push_back(std::move(unwanted[i]));
  }
  return orphans;
}

std::string row_of_object(const std::string& key) {
  if (!key.starts_with(kRenditionsPrefix)) return original_of(key).value_or(key);
  const auto after_owner = key.find('/', kRenditionsPrefix.size());
  if (after_owner == std::string::npos) return key;
  return key.substr(0, key.find('/', after_owner + 1));
}

}  // namespace audmg::functions

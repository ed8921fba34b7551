// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/integrity/deletion.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/database/drive_repository.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/tombstone_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/integrity/made_objects.hpp"
#include "audmg/functions/integrity/sidecar.hpp"
#include "audmg/functions/object_keys.hpp"
#include "audmg/storage/object_store.hpp"
#include "audmg/telemetry/logger.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace audmg::functions {
namespace {

constexpr std::size_t kTombstonesPerRound = 100;
constexpr std::size_t kRenditionsPerPage = 1000;

Result<void> remove_tombstone(const std::string& object_key, const ObjectServices& services) {
  const std::array<std::string, 1> keys{object_key};
  return services.tombstones.remove_tombstones(keys);
}

Result<void> delete_original(const std::string& object_key, const ObjectServices& services) {
  AUDMG_CHECK(services.objects.delete_object(object_key));
  return services.objects.delete_object(sidecar_key(object_key));
}

/// Whatever renditions a deleted file has, whether its record named them or not.
Result<void> delete_all_renditions(const UserId& owner, const FileId& file,
                                   const ObjectServices& services) {
  const std::string prefix = renditions_prefix(owner, file);
  std::string after;
  for (;;) {
    AUDMG_TRY(const auto page,
              services.objects.list_objects(
                  {.prefix = prefix, .start_after = after, .max_keys = kRenditionsPerPage}));
    for (const storage::ObjectInfo& rendition : page) {
      AUDMG_CHECK(services.objects.delete_object(rendition.key));
    }
    if (page.size() < kRenditionsPerPage) return {};
    after = page.back().key;
  }
}

Result<void> clear(const database::Tombstone& tombstone, const ObjectServices& services) {
  const std::array<std::string, 1> keys{tombstone.object_key};
  AUDMG_TRY(const auto named, services.files.has_object_keys(keys));
  // Never in the way of a row: no tombstone is written for an object that one names.
  if (!named.at(0)) {
    AUDMG_CHECK(delete_original(tombstone.object_key, services));
    if (!tombstone.file.empty()) {
      AUDMG_CHECK(delete_all_renditions(tombstone.owner, tombstone.file, services));
    }
  }
  return services.tombstones.remove_tombstones(keys);
}

/// Deletes the catalogues and lists that were made from the rows of owners who are gone: they name
/// what the files were. While the tombstones still stand, so that a crash leaves none behind.
Result<void> clear_made_objects(std::span<const database::Tombstone> tombstones,
                                const FileServices& services) {
  std::set<std::string> seen;
  for (const database::Tombstone& tombstone : tombstones) {
    if (!seen.insert(tombstone.owner.text()).second) continue;
    AUDMG_TRY(const auto user, services.users.find_user(tombstone.owner));
    if (!user) AUDMG_CHECK(delete_made_objects(tombstone.owner, services));
  }
  return {};
}

Result<bool> are_objects_held(const ObjectServices& services) {
  return services.drive.is_leased(database::kKeepObjectsLease, services.clock.now());
}

/// Returns whether a backup may still copy objects; true when that is not known.
bool may_be_held(const ObjectServices& services) {
  const auto held = are_objects_held(services);
  if (!held) {
    services.logger.log(telemetry::Level::warning, "renditions_left_behind",
                        {{"error", std::string_view(held.error().message)}});
  }
  return held.value_or(true);
}

/// Unless a backup holds the objects.
Result<void> delete_buried(const std::string& object_key, const ObjectServices& services) {
  AUDMG_TRY(const bool held, are_objects_held(services));
  if (held) return {};
  AUDMG_CHECK(delete_original(object_key, services));
  return remove_tombstone(object_key, services);
}

void log_if_left(std::string_view object_key, const Result<void>& deleted,
                 const ObjectServices& services) {
  if (deleted) return;
  services.logger.log(
      telemetry::Level::warning, "object_left_behind",
      {{"objectKey", object_key}, {"error", std::string_view(deleted.error().message)}});
}

}  // namespace

void discard_object(std::string_view key, const ObjectServices& services) {
  Result<void> deleted = services.objects.delete_object(key);
  if (deleted && key.starts_with(kOriginalsPrefix)) {
    deleted = services.objects.delete_object(sidecar_key(key));
  }
  log_if_left(key, deleted, services);
}

void delete_renditions(const database::File& file, std::string_view keep,
                       const ObjectServices& services) {
  const std::vector<std::string> kept = rendition_keys_in(keep);
  std::vector<std::string> keys = rendition_keys_in(file.media_record);
  std::erase_if(keys,
                [&](const std::string& key) { return std::ranges::find(kept, key) != kept.end(); });
  if (keys.empty() || may_be_held(services)) return;
  for (const std::string& key : keys) discard_object(key, services);
}

void delete_objects_of(const database::File& file, const ObjectServices& services) {
  delete_renditions(file, "", services);
  delete_former_object(file.object_key, services);
  for (const database::Companion& companion : file.companions) {
    delete_former_object(companion.object_key, services);
  }
}

void delete_former_object(const std::string& object_key, const ObjectServices& services) {
  log_if_left(object_key, delete_buried(object_key, services), services);
}

Result<std::size_t> clear_tombstones(const std::stop_token& stop, const FileServices& services) {
  std::size_t cleared = 0;
  while (!stop.stop_requested()) {
    AUDMG_TRY(const auto tombstones, services.tombstones.list_tombstones(kTombstonesPerRound));
    // After the list, not before it: a backup that begins between the two has a snapshot without
    // these rows. One that began before a row was deleted still names its object, and is seen here.
    AUDMG_TRY(const bool held, are_objects_held(services));
    if (held) break;
    // One object that cannot be deleted must not keep the others.
    std::size_t now_cleared = 0;
    Result<void> failure = clear_made_objects(tombstones, services);
    for (const database::Tombstone& tombstone : tombstones) {
      if (auto done = clear(tombstone, services); done) {
        ++now_cleared;
      } else {
        failure = std::move(done);
      }
    }
    cleared += now_cleared;
    const bool more = tombstones.size() == kTombstonesPerRound && now_cleared > 0;
    if (!failure && !more) return std::unexpected(std::move(failure).error());
    if (!more) break;
  }
  return cleared;
}

}  // namespace audmg::functions

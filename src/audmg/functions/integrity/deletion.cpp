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
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

constexpr std::size_t kTombstonesPerRound = 100;
constexpr std::size_t kOwnersPerRound = 10;

Result<void> remove_tombstone(const std::string& object_key, const ObjectServices& services) {
  const std::array<std::string, 1> keys{object_key};
  return services.tombstones.remove_tombstones(keys);
}

Result<void> delete_original(const std::string& object_key, const ObjectServices& services) {
  AUDMG_CHECK(services.objects.delete_object(object_key));
  return services.objects.delete_object(sidecar_key(object_key));
}

Result<bool> are_objects_held(const ObjectServices& services) {
  return services.drive.is_leased(database::kKeepObjectsLease, services.clock.now());
}

/// Whatever renditions a deleted file has, whether its record named them or not.
Result<void> delete_all_renditions(const UserId& owner, const FileId& file,
                                   const ObjectServices& services) {
  const std::string prefix = renditions_prefix(owner, file);
  for (;;) {
    AUDMG_TRY(const std::size_t deleted, services.objects.delete_objects(prefix));
    if (deleted == 0) return {};
  }
}

/// Deletes the object and the renditions that a tombstone stands for.
Result<void> delete_for(const database::Tombstone& tombstone, const ObjectServices& services) {
  AUDMG_CHECK(delete_original(tombstone.object_key, services));
  if (tombstone.file.empty()) return {};
  return delete_all_renditions(tombstone.owner, tombstone.file, services);
}

/// Deletes everything that belongs to the owner alone. Returns false when it was told to stop, or a
/// backup holds the objects.
Result<bool> delete_all_of(const UserId& owner, const std::stop_token& stop,
                           const ObjectServices& services) {
  for (const std::string_view room : {kOriginalsPrefix, kSidecarsPrefix, kRenditionsPrefix}) {
    std::string prefix(room);
    if (room == kSidecarsPrefix) prefix += kOriginalsPrefix;
    prefix.append(owner.text()) += '/';
    std::size_t deleted = 0;
    do {
      AUDMG_TRY(const bool held, are_objects_held(services));
      if (held || stop.stop_requested()) return false;
      AUDMG_TRY(deleted, services.objects.delete_objects(prefix));
    } while (deleted > 0);
  }
  AUDMG_CHECK(delete_made_objects(owner, services));
  return true;
}

/// Deletes what an owner who is gone has in the store: once at once, and once more when no request
/// can be under way any more that adds to it. Returns false as delete_all_of() does.
Result<bool> clear_owner(const database::OwnerTombstone& tombstone, const std::stop_token& stop,
                         const FileServices& services) {
  const UserId& owner = tombstone.owner;
  // Somebody may have brought the account back, with its rows.
  AUDMG_TRY(const auto user, services.users.find_user(owner));
  if (!user) {
    AUDMG_TRY(const bool all, delete_all_of(owner, stop, services));
    if (!all) return false;
    if (tombstone.due_at == TimePoint{}) {
      AUDMG_CHECK(
          services.tombstones.postpone_owner_tombstone(owner, services.clock.now() + kOrphanGrace));
      return true;
    }
  }
  AUDMG_CHECK(services.tombstones.remove_owner_tombstone(owner));
  return true;
}

Result<void> clear_owners(const std::stop_token& stop, const FileServices& services) {
  for (;;) {
    AUDMG_TRY(const auto tombstones,
              services.tombstones.list_owner_tombstones(services.clock.now(), kOwnersPerRound));
    // One owner whose objects cannot be deleted must not keep the others.
    Result<void> failure;
    std::size_t cleared = 0;
    for (const database::OwnerTombstone& tombstone : tombstones) {
      const auto all = clear_owner(tombstone, stop, services);
      if (!all) {
        failure = std::unexpected(all.error());
      } else if (!*all) {
        return failure;
      } else {
        ++cleared;
      }
    }
    if (!failure || tombstones.size() < kOwnersPerRound || cleared == 0) return failure;
  }
}

/// Deletes the objects of some tombstones, and those tombstones. Returns how many; `failure` is the
/// last error of those that stay.
Result<std::size_t> clear(std::span<const database::Tombstone> tombstones,
                          const FileServices& services, Result<void>& failure) {
  std::vector<std::string> keys;
  std::vector<UserId> owners;
  for (const database::Tombstone& tombstone : tombstones) {
    keys.push_back(tombstone.object_key);
    owners.push_back(tombstone.owner);
  }
  AUDMG_TRY(const auto named, services.files.has_object_keys(keys));
  AUDMG_TRY(const auto owner_is_gone, services.tombstones.has_owner_tombstones(owners));
  std::vector<std::string> done;
  for (std::size_t i = 0; i < tombstones.size(); ++i) {
    // Never in the way of a row: no tombstone is written for an object that one names. And what the
    // owner's tombstone stands for goes with that.
    const bool goes_with_owner =
        owner_is_gone.at(i) && owner_of_original(keys[i]) == tombstones[i].owner;
    const bool is_left = named.at(i) || goes_with_owner;
    const auto deleted = is_left ? Result<void>() : delete_for(tombstones[i], services);
    if (deleted) {
      done.push_back(keys[i]);
    } else {
      // One object that cannot be deleted must not keep the others.
      failure = deleted;
    }
  }
  AUDMG_CHECK(services.tombstones.remove_tombstones(done));
  return done.size();
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
  const Result<void> owners_cleared = clear_owners(stop, services);
  std::size_t cleared = 0;
  while (!stop.stop_requested()) {
    AUDMG_TRY(const auto tombstones, services.tombstones.list_tombstones(kTombstonesPerRound));
    if (tombstones.empty()) break;
    // After the list, not before it: a backup that begins between the two has a snapshot without
    // these rows. One that began before a row was deleted still names its object, and is seen here.
    AUDMG_TRY(const bool held, are_objects_held(services));
    if (held) break;
    Result<void> failure;
    AUDMG_TRY(const std::size_t now_cleared, clear(tombstones, services, failure));
    cleared += now_cleared;
    const bool more = tombstones.size() == kTombstonesPerRound && now_cleared > 0;
    if (!failure && !more) return std::unexpected(std::move(failure).error());
    if (!more) break;
  }
  if (!owners_cleared) return std::unexpected(owners_cleared.error());
  return cleared;
}

}  // namespace audmg::functions

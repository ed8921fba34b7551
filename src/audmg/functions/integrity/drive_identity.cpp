// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/integrity/drive_identity.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/database/drive_repository.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/functions/object_keys.hpp"
#include "audmg/lib/json/document.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/storage/object_store.hpp"
#include "audmg/storage/small_object.hpp"

#include <algorithm>
#include <utility>

namespace audmg::functions {
namespace {

using database::DriveIdentity;

constexpr std::size_t kMaxIdentityBytes = 4 * 1024;
constexpr std::uint64_t kFormatVersion = 1;
/// Rows that are looked at to tell whether a database and a store without identity belong together.
constexpr std::size_t kSampledFiles = 100;

constexpr std::string_view kAdvice =
    " Nothing was changed. Start with the database (or the object store) that belongs to it, for "
    "example from a backup (`audmg backup restore`); or run `audmg repair --adopt`, which makes "
    "the "
    "missing rows anew from the objects.";

std::unexpected<Error> unreadable_identity() {
  return fail(ErrorCode::corrupt,
              "the object store's drive.json is not readable; `audmg repair --adopt` writes it "
              "anew");
}

std::unexpected<Error> refuse(std::string_view what) {
  return fail(ErrorCode::conflict, std::string(what).append(kAdvice));
}

Result<void> store_identity(const DriveIdentity& identity, storage::ObjectStore& objects) {
  return storage::put_small_object(std::string(kDriveIdentityKey), write_drive_identity(identity),
                                   objects);
}

Result<bool> has_originals(storage::ObjectStore& objects) {
  AUDMG_TRY(const auto first,
            objects.list_objects(
                {.prefix = std::string(kOriginalsPrefix), .start_after = {}, .max_keys = 1}));
  return !first.empty();
}

enum class Sample { no_rows, some_exist, none_exists };

/// Returns whether objects that rows name are in the store.
Result<Sample> sample_rows(const ObjectServices& services) {
  AUDMG_TRY(const auto files, services.files.list_all_files(
                                  {.after_owner = {}, .after_id = {}, .limit = kSampledFiles}));
  for (const database::File& file : files) {
    const auto object = services.objects.head_object(file.object_key);
    if (object || object.error().code == ErrorCode::corrupt) return Sample::some_exist;
    if (object.error().code != ErrorCode::not_found) return std::unexpected(object.error());
  }
  return files.empty() ? Sample::no_rows : Sample::none_exists;
}

/// Checks that the originals of a store that carries no identity are those that the rows name. A
/// store without any is empty: then the rows say whether it should be.
Result<void> compare_rows(const ObjectServices& services) {
  AUDMG_TRY(const Sample sample, sample_rows(services));
  if (sample == Sample::some_exist) return {};
  if (sample == Sample::none_exists) {
    return refuse("None of the files that the database names is in the object store.");
  }
  AUDMG_TRY(const bool originals, has_originals(services.objects));
  if (!originals) return {};
  return refuse("The object store holds files of a drive that this database does not know.");
}

/// A database that belongs to no drive yet.
Result<void> give_identity(const std::optional<DriveIdentity>& in_store,
                           const ObjectServices& services) {
  if (in_store) {
    AUDMG_TRY(const bool originals, has_originals(services.objects));
    if (originals) {
      return refuse("The object store holds files of a drive that this database does not know.");
    }
  } else {
    AUDMG_CHECK(compare_rows(services));
  }
  AUDMG_TRY(const DriveIdentity identity,
            services.drive.create_identity(
                {.drive_id = make_uuid7(services.clock.now()), .generation = 1}));
  return store_identity(identity, services.objects);
}

}  // namespace

std::string write_drive_identity(const DriveIdentity& identity) {
  json::Writer json;
  json.begin_object()
      .field("version", kFormatVersion)
      .field("driveId", identity.drive_id)
      .field("generation", identity.generation)
      .end_object();
  return std::move(json).take();
}

Result<DriveIdentity> read_drive_identity(std::string_view text) {
  const auto document = json::parse(text, {.max_bytes = kMaxIdentityBytes, .max_depth = 2});
  const json::Value* const id = document ? document->find("driveId") : nullptr;
  const json::Value* const number = document ? document->find("generation") : nullptr;
  const std::string* const drive_id = id != nullptr ? id->as_string() : nullptr;
  const auto generation = number != nullptr ? number->as_unsigned() : std::nullopt;
  if (drive_id == nullptr || drive_id->empty() || !generation) {
    return unreadable_identity();
  }
  return DriveIdentity{*drive_id, *generation};
}

Result<std::optional<DriveIdentity>> find_store_identity(storage::ObjectStore& objects) {
  const auto text = storage::get_small_object(kDriveIdentityKey, kMaxIdentityBytes, objects);
  if (!text && text.error().code == ErrorCode::not_found) return std::nullopt;
  if (!text && text.error().code == ErrorCode::corrupt) return unreadable_identity();
  if (!text) return std::unexpected(text.error());
  return read_drive_identity(*text);
}

Result<void> compare_halves(const std::optional<DriveIdentity>& in_database,
                            const std::optional<DriveIdentity>& in_store) {
  if (!in_database || !in_store) return {};
  if (in_store->drive_id != in_database->drive_id) {
    return refuse("Database and object store belong to two different drives.");
  }
  if (in_store->generation > in_database->generation) {
    return refuse("The database is older than the object store: it is a copy from before.");
  }
  return {};
}

Result<void> check_drive(const ObjectServices& services) {
  // The store first: another process may raise both in between, the database first.
  AUDMG_TRY(const auto in_store, find_store_identity(services.objects));
  AUDMG_TRY(const auto in_database, services.drive.find_identity());
  if (!in_database) return give_identity(in_store, services);
  if (in_store) return compare_halves(in_database, in_store);
  AUDMG_CHECK(compare_rows(services));
  return store_identity(*in_database, services.objects);
}

Result<DriveIdentity> raise_generation(const ObjectServices& services) {
  AUDMG_CHECK(check_drive(services));
  AUDMG_TRY(DriveIdentity identity, services.drive.raise_generation());
  AUDMG_CHECK(store_identity(identity, services.objects));
  return identity;
}

Result<void> raise_generation_when_due(const ObjectServices& services) {
  const auto carried = services.objects.head_object(kDriveIdentityKey);
  // One that is damaged is told of below.
  if (!carried && carried.error().code != ErrorCode::not_found &&
      carried.error().code != ErrorCode::corrupt) {
    return std::unexpected(carried.error());
  }
  if (carried && services.clock.now() - carried->last_modified < kGenerationInterval) return {};
  AUDMG_CHECK(raise_generation(services));
  return {};
}

Result<DriveIdentity> join_halves(const ObjectServices& services) {
  AUDMG_TRY(const auto in_database, services.drive.find_identity());
  auto in_store = find_store_identity(services.objects);
  if (!in_store && in_store.error().code == ErrorCode::corrupt) in_store = std::nullopt;
  if (!in_store) return std::unexpected(in_store.error());
  DriveIdentity joined;
  for (const auto& half : {in_database, *in_store}) {
    if (!half) continue;
    joined.drive_id = half->drive_id;
    joined.generation = std::max(joined.generation, half->generation);
  }
  if (joined.drive_id.empty()) joined.drive_id = make_uuid7(services.clock.now());
  ++joined.generation;
  AUDMG_CHECK(services.drive.set_identity(joined));
  AUDMG_CHECK(store_identity(joined, services.objects));
  return joined;
}

}  // namespace audmg::functions

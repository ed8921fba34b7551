// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/upkeep/adopt.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/database/companion_repository.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/integrity_repository.hpp"
#include "audmg/database/outbox.hpp"
#include "audmg/database/tombstone_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/events/file_events.hpp"
#include "audmg/functions/integrity/content_check.hpp"
#include "audmg/functions/integrity/drive_identity.hpp"
#include "audmg/functions/integrity/made_objects.hpp"
#include "audmg/functions/integrity/object_check.hpp"
#include "audmg/functions/integrity/second_processing.hpp"
#include "audmg/functions/integrity/sidecar.hpp"
#include "audmg/functions/media_order.hpp"
#include "audmg/functions/object_keys.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/functions/uploads/accept_object.hpp"
#include "audmg/identity/content_digest.hpp"
#include "audmg/identity/password_hasher.hpp"
#include "audmg/media/types/file_type.hpp"
#include "audmg/storage/object_store.hpp"
#include "audmg/storage/quarantine.hpp"

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

using database::File;
using database::FileStatus;

constexpr std::size_t kObjectsPerPass = 200;
constexpr std::size_t kReadBytes = std::size_t{1024} * 1024;
/// Number of an owner's sidecars to try for the user name: a few may be damaged.
constexpr std::size_t kSidecarsTried = 20;
/// Length of the part of an id that replaces a lost name.
constexpr std::size_t kShortIdBytes = 8;

/// The end of a UUIDv7 is its random part.
std::string short_id(std::string_view id) {
  return std::string(id.substr(id.size() - std::min(id.size(), kShortIdBytes)));
}

/// Returns the common prefix of the keys of an owner's sidecars.
std::string sidecar_prefix(const UserId& owner) {
  return std::string(kSidecarsPrefix).append(kOriginalsPrefix).append(owner.text()) + '/';
}

/// Returns whether an object has no sidecar that anybody can read.
bool is_unreadable(const Error& error) {
  return error.code == ErrorCode::not_found || error.code == ErrorCode::invalid_argument ||
         error.code == ErrorCode::too_large || error.code == ErrorCode::corrupt;
}

/// "image/jpeg" makes "recovered-1a2b3c4d.jpeg".
std::string recovered_name(const File& file) {
  const auto slash = file.content_type.find('/');
  return "recovered-" + short_id(file.id.text()) + '.' + file.content_type.substr(slash + 1);
}

struct ReadDigests {
  std::uint64_t size = 0;
  identity::ContentDigest::Digests digests;
};

Result<ReadDigests> read_digests(storage::ObjectReader& object) {
  identity::ContentDigest digest;
  std::vector<std::byte> buffer(kReadBytes);
  std::uint64_t size = 0;
  for (;;) {
    AUDMG_TRY(const std::size_t count, object.read_at(size, buffer));
    if (count == 0) break;
    digest.update(std::span(buffer).first(count));
    size += count;
  }
  return ReadDigests{size, digest.finish()};
}

}  // namespace

Result<bool> Adoption::pass() {
  switch (step_) {
    case Step::snapshots:
      AUDMG_CHECK(delete_snapshots(services_));
      step_ = Step::quarantine;
      return true;
    case Step::quarantine:
      AUDMG_CHECK(bring_back());
      return true;
    case Step::objects:
    case Step::companions:
      AUDMG_CHECK(adopt_page());
      return true;
    case Step::identity: {
      AUDMG_TRY([[maybe_unused]] const auto identity, join_halves(services_));
      step_ = Step::done;
      return false;
    }
    case Step::done:
      break;
  }
  return false;
}

Result<void> Adoption::bring_back() {
  std::vector<storage::QuarantinedObject> page;
  if (options_.from_quarantine) {
    AUDMG_TRY(page, services_.quarantine.list_quarantined(
                        {.prefix = {}, .start_after = position_, .max_keys = kObjectsPerPass}));
  }
  for (const storage::QuarantinedObject& object : page) {
    position_ = object.key;
    const auto restored = services_.quarantine.restore_quarantined(object.key);
    if (restored) {
      ++report_.brought_back;
    } else if (restored.error().code != ErrorCode::already_exists &&
               restored.error().code != ErrorCode::not_found) {
      return restored;
    }
  }
  if (page.size() < kObjectsPerPass) {
    position_.clear();
    step_ = Step::objects;
  }
  return {};
}

Result<void> Adoption::adopt_page() {
  AUDMG_TRY(const auto page,
            services_.objects.list_objects({.prefix = std::string(kOriginalsPrefix),
                                            .start_after = position_,
                                            .max_keys = kObjectsPerPass}));
  std::vector<std::string> keys;
  for (const storage::ObjectInfo& object : page) keys.push_back(object.key);
  AUDMG_TRY(const auto named, services_.files.has_object_keys(keys));
  AUDMG_TRY(auto buried, services_.tombstones.has_tombstones(keys));
  AUDMG_TRY(const auto gone, went_with_their_owners(keys));
  for (std::size_t i = 0; i < page.size(); ++i) {
    if (gone.at(i)) buried.at(i) = true;
    const bool unknown = !named.at(i) && !buried.at(i);
    if (step_ == Step::companions) {
      if (unknown) AUDMG_CHECK(adopt_companion(page[i].key));
    } else {
      ++report_.objects_seen;
      if (unknown) AUDMG_CHECK(adopt(page[i]));
      if (named.at(i)) ++report_.known;
      if (!named.at(i) && buried.at(i)) ++report_.left_alone;
    }
    position_ = page[i].key;
  }
  if (page.size() == kObjectsPerPass) return {};
  position_.clear();
  step_ = step_ == Step::objects && has_companions_ ? Step::companions : Step::identity;
  return {};
}

/// Returns, for each of these originals, whether its owner was deleted with all that the owner had.
Result<std::vector<bool>> Adoption::went_with_their_owners(std::span<const std::string> keys) {
  std::vector<UserId> owners;
  for (const std::string& key : keys) {
    if (auto owner = owner_of_original(key)) owners.push_back(*std::move(owner));
  }
  AUDMG_TRY(const auto buried, services_.tombstones.has_owner_tombstones(owners));
  std::vector<bool> gone;
  std::size_t next = 0;
  for (const std::string& key : keys) {
    gone.push_back(owner_of_original(key).has_value() && buried.at(next++));
  }
  return gone;
}

Result<bool> Adoption::is_companion(const std::string& object_key) {
  const auto sidecar = load_companion_sidecar(object_key, services_);
  if (sidecar) return true;
  if (is_unreadable(sidecar.error())) return false;
  return std::unexpected(sidecar.error());
}

/// Objects that are not companions were dealt with before.
Result<void> Adoption::adopt_companion(const std::string& object_key) {
  const auto sidecar = load_companion_sidecar(object_key, services_);
  if (!sidecar && is_unreadable(sidecar.error())) return {};
  if (!sidecar) return std::unexpected(sidecar.error());
  const database::Companion& companion = sidecar->companion;
  AUDMG_TRY(const auto picture, services_.files.find_file(sidecar->owner, sidecar->picture));
  if (!picture) {
    ++report_.left_alone;
    return {};
  }
  if (database::find_companion(picture->companions, companion.kind) != nullptr) {
    ++report_.duplicates;
    return {};
  }
  database::PutCompanionRequest request{
      .owner = picture->owner, .file = picture->id, .companion = companion};
  if (companion.kind == database::CompanionKind::xmp && services_.policies.process_media) {
    request.outbox.messages.push_back(
        new_sidecar_message(*picture, services_.clock.now(), rebuild_order(*picture)));
  }
  AUDMG_CHECK(services_.companions.put_companion(request));
  ++report_.adopted;
  return {};
}

Result<void> Adoption::adopt(const storage::ObjectInfo& object) {
  auto sidecar = load_sidecar(object.key, services_);
  if (!sidecar && !is_unreadable(sidecar.error())) return std::unexpected(sidecar.error());
  if (sidecar) {
    AUDMG_CHECK(make_owner(sidecar->file.owner, sidecar->username));
    auto complete = complete_digests(std::move(sidecar->file));
    if (!complete && complete.error().code == ErrorCode::corrupt) {
      ++report_.left_alone;
      return {};
    }
    if (!complete) return std::unexpected(std::move(complete).error());
    return add_row(*complete);
  }
  AUDMG_TRY(const bool of_a_picture, is_companion(object.key));
  if (of_a_picture) {
    has_companions_ = true;
    return {};
  }
  const auto found = find_out(object);
  if (!found && found.error().code != ErrorCode::corrupt) return std::unexpected(found.error());
  if (!found || !*found) {
    ++report_.left_alone;
    return {};
  }
  AUDMG_TRY(const std::string username, find_username((*found)->owner));
  AUDMG_CHECK(make_owner((*found)->owner, username));
  ++report_.without_sidecar;
  return add_row(**found);
}

/// The sidecars of the owner's other files say it, too; "" when none does.
Result<std::string> Adoption::find_username(const UserId& owner) {
  AUDMG_TRY(const auto sidecars,
            services_.objects.list_objects(
                {.prefix = sidecar_prefix(owner), .start_after = {}, .max_keys = kSidecarsTried}));
  for (const storage::ObjectInfo& object : sidecars) {
    const auto object_key = object_key_of_sidecar(object.key);
    if (!object_key) continue;
    const auto sidecar = load_sidecar(*object_key, services_);
    if (sidecar && sidecar->file.owner == owner) return sidecar->username;
  }
  return std::string();
}

Result<void> Adoption::make_owner(const UserId& id, std::string_view username) {
  AUDMG_TRY(const auto known, services_.users.find_user(id));
  if (known) return {};
  // A hash of something that nobody knows: `audmg user passwd` gives the account a password.
  AUDMG_TRY(std::string hash, services_.passwords.hash(make_uuid7(services_.clock.now()) +
                                                       make_uuid7(services_.clock.now())));
  database::NewUser made{.user = {.id = id,
                                  .username = std::string(username),
                                  .email = {},
                                  .created_at = services_.clock.now()},
                         .password_hash = std::move(hash)};
  database::User& user = made.user;
  const std::string other_name = "recovered-" + short_id(id.text());
  if (user.username.empty()) user.username = other_name;
  for (const bool last_try : {false, true}) {
    user.email = user.username + "@recovered.invalid";
    AUDMG_TRY(const auto outcome, services_.users.create_user(made, nullptr));
    if (outcome == database::CreateUserOutcome::created) break;
    if (last_try) return fail(ErrorCode::already_exists, "no free name for a lost account");
    user.username = other_name;
  }
  // The first account of a new drive is an admin's; which of the lost ones was, nobody knows.
  AUDMG_CHECK(services_.users.change_user(id, {.role = database::Role::user}));
  ++report_.accounts_made;
  return {};
}

Result<void> Adoption::add_row(const File& known) {
  File file = known;
  file.status = services_.policies.process_media ? FileStatus::processing : FileStatus::ready;
  // The next scrub reads the bytes first of all.
  file.verified_at = TimePoint{};
  file.processing_since = services_.clock.now();
  // Messages from before the database was lost may still be dead letters.
  file.queued_at = file.processing_since;
  AUDMG_TRY(const auto same_bytes, services_.files.find_file_by_sha256(file.owner, file.sha256));
  AUDMG_TRY(const auto same_id, services_.files.find_file(file.owner, file.id));
  const auto& row = same_bytes ? same_bytes : same_id;
  if (row) {
    AUDMG_TRY(const bool replaced,
              row->sha256 == file.sha256 ? replace_if_lost(*row, file) : Result<bool>(false));
    ++(replaced ? report_.healed : report_.duplicates);
    return {};
  }
  database::Outbox outbox;
  outbox.events.push_back(make_event(kFileUploaded, file_detail(file), services_));
  if (file.status == FileStatus::processing) {
    outbox.messages.push_back(
        processing_message({file.owner, file.id}, services_.clock.now(), rebuild_order(file)));
  }
  AUDMG_TRY([[maybe_unused]] const auto added,
            services_.files.add_file({.file = file,
                                      .upload = std::nullopt,
                                      .outbox = std::move(outbox),
                                      .completion = std::nullopt}));
  ++report_.adopted;
  return {};
}

/// Two objects claim to have the same bytes: they are read, because the one that the row names may
/// be the damaged one that the other has healed.
Result<bool> Adoption::replace_if_lost(const File& row, const File& file) {
  AUDMG_TRY(const bool row_is_right, has_right_bytes(row, services_.objects));
  if (row_is_right) return false;
  AUDMG_TRY(const bool other_is_right, has_right_bytes(file, services_.objects));
  if (!other_is_right) return false;
  database::Outbox outbox;
  outbox.events.push_back(make_event(kFileHealed, file_detail(row), services_));
  const TimePoint now = services_.clock.now();
  const bool process_again = needs_second_processing(row, services_.policies);
  if (process_again) add_second_processing(row, now, outbox);
  AUDMG_TRY([[maybe_unused]] const auto replaced,
            services_.integrity.replace_object({.former = object_of(row),
                                                .object_key = file.object_key,
                                                .crc32 = file.crc32,
                                                .sidecar_version = file.sidecar_version,
                                                .now = now,
                                                .process_again = process_again,
                                                .outbox = std::move(outbox)}));
  return true;
}

/// Adds what the sidecar of a large file lacks that was written before its digests were known.
/// Errors: corrupt (of damaged bytes nobody can tell any more what they were).
Result<File> Adoption::complete_digests(File file) {
  if (!file.sha256.empty()) return file;
  AUDMG_TRY(const auto reader, services_.objects.get_object(file.object_key));
  AUDMG_TRY(ReadDigests read, read_digests(*reader));
  file.sha256 = std::move(read.digests.sha256);
  file.crc32 = read.digests.crc32;
  return file;
}

/// Makes a file from the bytes alone. Returns nothing when they are neither image nor audio.
Result<std::optional<File>> Adoption::find_out(const storage::ObjectInfo& object) {
  const auto owner = owner_of_original(object.key);
  if (!owner) return std::nullopt;
  AUDMG_TRY(const auto reader, services_.objects.get_object(object.key));
  AUDMG_TRY(const auto verdict, media::inspect(*reader));
  if (!verdict.type) return std::nullopt;
  AUDMG_TRY(ReadDigests read, read_digests(*reader));
  File file{.id = FileId::make(object.last_modified),
            .owner = *owner,
            .name = {},
            .kind = file_kind(verdict.type->kind),
            .content_type = std::string(verdict.type->content_type),
            .size = read.size,
            .sha256 = std::move(read.digests.sha256),
            .object_key = object.key,
            .uploaded_at = object.last_modified,
            .crc32 = read.digests.crc32};
  file.name = recovered_name(file);
  return file;
}

}  // namespace audmg::functions

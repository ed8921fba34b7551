// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/uploads/accept_companion.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/database/companion_repository.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/idempotency_repository.hpp"
#include "audmg/database/upload_repository.hpp"
#include "audmg/functions/accounts/user_quota.hpp"
#include "audmg/functions/events/file_events.hpp"
#include "audmg/functions/files/file_json.hpp"
#include "audmg/functions/integrity/companion_check.hpp"
#include "audmg/functions/integrity/deletion.hpp"
#include "audmg/functions/integrity/sidecar.hpp"
#include "audmg/functions/media_order.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/functions/uploads/accept_object.hpp"
#include "audmg/media/companions/companion_type.hpp"
#include "audmg/notification/event_hub.hpp"
#include "audmg/storage/object_store.hpp"

#include <algorithm>
#include <utility>

namespace audmg::functions {
namespace {

using database::AddFileOutcome;
using database::AddFileResult;
using database::Companion;
using database::CompanionKind;

CompanionKind companion_kind(media::CompanionForm form) noexcept {
  switch (form) {
    case media::CompanionForm::video:
      return CompanionKind::video;
    case media::CompanionForm::xmp:
      return CompanionKind::xmp;
  }
  return CompanionKind::video;
}

Result<media::CompanionVerdict> inspect(std::string_view key, const ObjectServices& services) {
  AUDMG_TRY(const auto reader, services.objects.get_object(key));
  return media::inspect_companion(*reader);
}

database::PutCompanionRequest make_request(const Candidate& candidate,
                                           const database::File& picture,
                                           const media::CompanionType& type,
                                           const FileServices& services) {
  const storage::ObjectInfo& object = candidate.object;
  database::PutCompanionRequest request{
      .owner = candidate.owner,
      .file = picture.id,
      .companion = {.kind = companion_kind(type.form),
                    .name = candidate.file_name,
                    .content_type = std::string(type.content_type),
                    .size = object.size,
                    .sha256 = object.sha256,
                    .crc32 = object.crc32,
                    .object_key = object.key},
      .upload = candidate.upload,
      .quota = candidate.quota};
  if (candidate.completion != nullptr) request.completion = *candidate.completion;
  if (request.companion.kind == CompanionKind::xmp && services.policies.process_media) {
    request.outbox.messages.push_back(
        new_sidecar_message(picture, services.clock.now(), media_order(picture)));
  }
  return request;
}

/// Reads back what became of put_companion() when its outcome is unknown.
Result<database::PutCompanionResult> put(const database::PutCompanionRequest& request,
                                         const FileServices& services) {
  auto made = services.companions.put_companion(request);
  if (made || made.error().code != ErrorCode::unknown_outcome) return made;
  auto found = services.files.find_file(request.owner, request.file);
  if (!found || !*found) return made;
  const auto& companions = (**found).companions;
  if (std::ranges::find(companions, request.companion) == companions.end()) return made;
  return database::PutCompanionResult{.file = **std::move(found), .former = std::nullopt};
}

/// The picture has these bytes: only the session ends.
Outcome<AddFileResult> end_duplicate(const Candidate& candidate, database::File picture,
                                     const UploadServices& services) {
  if (candidate.upload) {
    AUDMG_TRY(const bool ended, services.uploads.delete_upload(candidate.owner, *candidate.upload));
    if (!ended) return refuse(not_found());
  }
  if (const auto* completion = candidate.completion) {
    AUDMG_CHECK(services.idempotency.complete(completion->key, completion->duplicate_status,
                                              picture.id.text()));
  }
  discard_object(candidate.object.key, services);
  return AddFileResult{AddFileOutcome::duplicate, std::move(picture)};
}

Outcome<AddFileResult> keep(const Candidate& candidate, const database::File& picture,
                            const media::CompanionType& type, const UploadServices& services) {
  AUDMG_TRY(const bool is_here, has_companion(picture, candidate.object.sha256, services));
  if (is_here) return end_duplicate(candidate, picture, services);
  const auto request = make_request(candidate, picture, type, services);
  // Before the row, so that no row is ever without it.
  AUDMG_CHECK(store_companion_sidecar(candidate.owner, picture.id, request.companion, services));
  AUDMG_TRY(auto made, put(request, services));
  if (made.former && made.former->object_key != request.companion.object_key) {
    delete_former_object(made.former->object_key, services);
  }
  services.event_hub.wake(candidate.owner);
  return AddFileResult{AddFileOutcome::added, std::move(made.file)};
}

}  // namespace

Outcome<database::File> find_picture(const http::Principal& caller, std::string_view id,
                                     const LibraryServices& services) {
  AUDMG_TRY(auto picture, find_own_file(caller, id, services));
  if (picture.kind != database::FileKind::image) {
    return refuse(invalid_field("companionOf", "invalid", "Only a picture has companions."));
  }
  return picture;
}

Result<bool> has_companion(const database::File& picture, std::string_view sha256,
                           const ObjectServices& services) {
  const auto same = std::ranges::find(picture.companions, sha256, &Companion::sha256);
  if (same == picture.companions.end()) return false;
  // The bytes of one of them are not what the row says: these take their place.
  if (is_of_a_companion(picture.damage)) return false;
  const auto object = services.objects.head_object(same->object_key);
  if (object) return object->size == same->size;
  const ErrorCode code = object.error().code;
  if (code == ErrorCode::not_found || code == ErrorCode::corrupt) return false;
  return std::unexpected(object.error());
}

Outcome<AddFileResult> accept_companion(const Candidate& candidate, const FileId& picture_id,
                                        const UploadServices& services) {
  const std::string& key = candidate.object.key;
  const bool one_shot = !candidate.upload.has_value();
  const auto verdict = inspect(key, services);
  if (!verdict) {
    if (one_shot) discard_object(key, services);
    return std::unexpected(verdict.error());
  }
  if (!verdict->type) {
    discard_object(key, services);
    return refuse(unsupported_companion(verdict->problem));
  }
  const auto picture = services.files.find_file(candidate.owner, picture_id);
  if (!picture) return std::unexpected(picture.error());
  if (!*picture || (**picture).trashed_at) {
    // Another completion of a session may have given the object to the picture meanwhile.
    if (one_shot) discard_object(key, services);
    return refuse(not_found());
  }
  auto accepted = keep(candidate, **picture, *verdict->type, services);
  if (accepted) return accepted;
  const auto* error = std::get_if<Error>(&accepted.error());
  if (error == nullptr) return accepted;
  const bool over_quota = error->code == ErrorCode::too_large;
  if (one_shot && (over_quota || is_surely_refused(*error))) discard_object(key, services);
  if (over_quota) return refuse_over_quota(candidate.owner, candidate.quota, services);
  if (error->code == ErrorCode::not_found) return refuse(not_found());
  return accepted;
}

}  // namespace audmg::functions

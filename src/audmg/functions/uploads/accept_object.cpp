// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/uploads/accept_object.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/outbox.hpp"
#include "audmg/functions/accounts/user_quota.hpp"
#include "audmg/functions/events/file_events.hpp"
#include "audmg/functions/integrity/deletion.hpp"
#include "audmg/functions/integrity/healing.hpp"
#include "audmg/functions/integrity/object_check.hpp"
#include "audmg/functions/integrity/sidecar.hpp"
#include "audmg/functions/media_order.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/functions/trash/same_bytes.hpp"
#include "audmg/media/types/file_type.hpp"
#include "audmg/notification/event_hub.hpp"
#include "audmg/storage/object_store.hpp"

#include <utility>

namespace audmg::functions {
namespace {

constexpr int kMaxRounds = 5;

Result<media::Verdict> inspect(std::string_view key, const FileServices& services) {
  AUDMG_TRY(const auto reader, services.objects.get_object(key));
  return media::inspect(*reader);
}

/// Reads back what became of add_file() when its outcome is unknown. A row that is not there yet
/// may still come: from the log after a restart, or with a request that is on its way.
Result<database::AddFileResult> add_file(const database::AddFileRequest& request,
                                         const FileServices& services) {
  auto added = services.files.add_file(request);
  if (added || added.error().code != ErrorCode::unknown_outcome) return added;
  auto found = services.files.find_file(request.file.owner, request.file.id);
  if (!found || !*found) return added;
  return database::AddFileResult{database::AddFileOutcome::added, **std::move(found)};
}

database::File make_file(const Candidate& candidate, const media::FileType& type,
                         const FileServices& services) {
  const storage::ObjectInfo& object = candidate.object;
  // Now, and not when the first byte came: the id is the file's place in the listing.
  const TimePoint now = services.clock.now();
  return {.id = FileId::make(now),
          .owner = candidate.owner,
          .name = candidate.file_name,
          .kind = file_kind(type.kind),
          .content_type = std::string(type.content_type),
          .size = object.size,
          .sha256 = object.sha256,
          .status = services.policies.process_media ? database::FileStatus::processing
                                                    : database::FileStatus::ready,
          .object_key = object.key,
          .uploaded_at = now,
          .crc32 = object.crc32,
          .verified_at = object.sha256.empty() ? TimePoint{} : now,
          .sidecar_version = kSidecarVersion,
          .modified_at = candidate.modified_at,
          .announced_sha256 = candidate.announced_sha256};
}

std::optional<database::IdempotentCompletion> completion_of(const Candidate& candidate) {
  if (candidate.completion == nullptr) return std::nullopt;
  return *candidate.completion;
}

/// The owner has these bytes already, but what is stored of them cannot be relied upon: these take
/// their place. Nothing when the file has changed meanwhile.
Result<std::optional<database::AddFileResult>> heal(const Candidate& candidate,
                                                    const database::File& earlier,
                                                    const FileServices& services) {
  AUDMG_TRY(auto healed, put_in_place(earlier,
                                      {.object_key = candidate.object.key,
                                       .crc32 = candidate.object.crc32,
                                       .upload = candidate.upload,
                                       .completion = completion_of(candidate)},
                                      services));
  if (!healed) return std::nullopt;
  return database::AddFileResult{database::AddFileOutcome::duplicate, *std::move(healed)};
}

/// Makes the object the owner's file, or heals the one that has these bytes. The outcome is
/// in_trash when that one came into the trash meanwhile.
Result<database::AddFileResult> try_to_keep(const Candidate& candidate, const database::File& file,
                                            const FileServices& services) {
  std::optional<database::File> earlier;
  if (!file.sha256.empty()) {
    AUDMG_TRY(earlier, find_same_bytes(file.owner, file.sha256, services));
  }
  if (earlier && earlier->object_key != file.object_key) {
    AUDMG_TRY(const bool sound, is_sound(*earlier, services));
    if (!sound) {
      AUDMG_TRY(auto healed, heal(candidate, *earlier, services));
      if (healed) return *std::move(healed);
    }
  }
  // Before the row, so that no row is ever without it.
  AUDMG_CHECK(store_sidecar(file, services));
  database::Outbox outbox = announce(kFileUploaded, file, file_detail(file), services);
  if (file.status == database::FileStatus::processing) {
    outbox.messages.push_back(
        processing_message({file.owner, file.id}, file.uploaded_at, media_order(file)));
  }
  if (file.sha256.empty()) {
    outbox.messages.push_back(late_digests_message(file, file.uploaded_at));
  }
  return add_file({.file = file,
                   .upload = candidate.upload,
                   .outbox = std::move(outbox),
                   .completion = completion_of(candidate),
                   .quota = candidate.quota},
                  services);
}

/// Does it again as long as the file that has these bytes goes into the trash at this moment: what
/// may be deleted soon is no reason to drop the object.
Result<database::AddFileResult> keep(const Candidate& candidate, const database::File& file,
                                     const FileServices& services) {
  for (int round = 0; round < kMaxRounds; ++round) {
    AUDMG_TRY(auto kept, try_to_keep(candidate, file, services));
    if (kept.outcome != database::AddFileOutcome::in_trash) return kept;
  }
  return fail(ErrorCode::unavailable, "the file does not stay outside of the trash", true);
}

}  // namespace

bool is_surely_refused(const Error& error) noexcept {
  return error.code == ErrorCode::not_found || error.code == ErrorCode::out_of_space ||
         error.code == ErrorCode::unavailable;
}

database::FileKind file_kind(media::Kind kind) noexcept {
  switch (kind) {
    case media::Kind::image:
      return database::FileKind::image;
    case media::Kind::audio:
      return database::FileKind::audio;
  }
  return database::FileKind::image;
}

Outcome<database::AddFileResult> accept_object(const Candidate& candidate,
                                               const FileServices& services) {
  const storage::ObjectInfo& object = candidate.object;
  const bool one_shot = !candidate.upload.has_value();
  const auto verdict = inspect(object.key, services);
  if (!verdict) {
    if (one_shot) discard_object(object.key, services);
    return std::unexpected(verdict.error());
  }
  if (!verdict->type) {
    discard_object(object.key, services);
    return refuse(unsupported_file(verdict->looks_like));
  }
  const database::File file = make_file(candidate, *verdict->type, services);
  auto accepted = keep(candidate, file, services);
  if (!accepted) {
    // A session's object may belong to a concurrent completion that won, and otherwise the client
    // completes again.
    if (one_shot && is_surely_refused(accepted.error())) discard_object(object.key, services);
    if (accepted.error().code == ErrorCode::not_found) return refuse(not_found());
    return std::unexpected(std::move(accepted).error());
  }
  if (accepted->outcome == database::AddFileOutcome::over_quota) {
    if (one_shot) discard_object(object.key, services);
    return refuse_over_quota(candidate.owner, candidate.quota, services);
  }
  if (accepted->file.object_key != object.key) discard_object(object.key, services);
  services.event_hub.wake(candidate.owner);
  return *std::move(accepted);
}

}  // namespace audmg::functions

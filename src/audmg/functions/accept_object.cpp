// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/accept_object.hpp"

#include "audmg/functions/file_events.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/media/file_type.hpp"

#include <utility>

namespace audmg::functions {
namespace {

Result<media::Verdict> inspect(std::string_view key, Services& services) {
  AUDMG_TRY(const auto reader, services.objects.get_object(key));
  return media::inspect(*reader);
}

database::FileKind to_file_kind(media::Kind kind) {
  switch (kind) {
    case media::Kind::image:
      return database::FileKind::image;
    case media::Kind::audio:
      return database::FileKind::audio;
  }
  return database::FileKind::image;
}

/// Whether add_file() certainly wrote no row. To delete the object in any other case could leave a
/// row without bytes.
bool is_surely_refused(const Error& error) {
  return error.code == ErrorCode::not_found || error.code == ErrorCode::out_of_space ||
         error.code == ErrorCode::unavailable;
}

/// Reads back what became of add_file() when its outcome is unknown. A row that is not there yet
/// may still come: from the log after a restart, or with a request that is on its way.
Result<database::AddFileResult> add_file(const database::AddFileRequest& request,
                                         Services& services) {
  auto added = services.files.add_file(request);
  if (added || added.error().code != ErrorCode::unknown_outcome) return added;
  auto found = services.files.find_file(request.file.owner, request.file.id);
  if (!found || !*found) return added;
  return database::AddFileResult{database::AddFileOutcome::added, **std::move(found)};
}

}  // namespace

std::string original_key(const UserId& owner, std::string_view name) {
  return std::string(kOriginalsPrefix) + owner.text() + '/' + std::string(name);
}

Step<database::AddFileResult> accept_object(const Candidate& candidate, Services& services) {
  const storage::ObjectInfo& object = candidate.object;
  const bool one_shot = !candidate.upload.has_value();
  const auto verdict = inspect(object.key, services);
  if (!verdict) {
    if (one_shot) discard_object(object.key, services);
    return std::unexpected(verdict.error());
  }
  if (!verdict->type) {
    discard_object(object.key, services);
    return stop(unsupported_file(verdict->looks_like));
  }

  // Now, and not when the first byte came: the id is the file's place in the listing.
  const TimePoint now = services.clock.now();
  std::optional<database::IdempotentCompletion> completion;
  if (candidate.completion != nullptr) completion = *candidate.completion;
  const bool to_process = services.policies.process_media;
  const database::File file{
      .id = FileId::make(now),
      .owner = candidate.owner,
      .name = candidate.file_name,
      .kind = to_file_kind(verdict->type->kind),
      .content_type = std::string(verdict->type->content_type),
      .size = object.size,
      .sha256 = object.sha256,
      .status = to_process ? database::FileStatus::processing : database::FileStatus::ready,
      .object_key = object.key,
      .uploaded_at = now,
      .crc32 = object.crc32};
  database::Outbox outbox = announce(kFileUploaded, file, file_detail(file), services);
  if (to_process) outbox.messages.push_back(processing_message({file.owner, file.id}, now));
  auto added = add_file({.file = file,
                         .upload = candidate.upload,
                         .outbox = std::move(outbox),
                         .completion = completion},
                        services);
  if (!added) {
    // A session's object may belong to a concurrent completion that won, and otherwise the client
    // completes again.
    if (one_shot && is_surely_refused(added.error())) discard_object(object.key, services);
    if (added.error().code == ErrorCode::not_found) return stop(not_found());
    return std::unexpected(std::move(added).error());
  }
  if (added->outcome == database::AddFileOutcome::duplicate &&
      added->file.object_key != object.key) {
    discard_object(object.key, services);
  }
  if (added->outcome == database::AddFileOutcome::added) {
    services.event_hub.notify(candidate.owner);
  }
  return *std::move(added);
}

void discard_object(std::string_view key, Services& services) {
  if (const auto deleted = services.objects.delete_object(key); !deleted) {
    services.logger.log(telemetry::Level::warning, "object_left_behind",
                        {{"objectKey", key}, {"error", std::string_view(deleted.error().message)}});
  }
}

}  // namespace audmg::functions

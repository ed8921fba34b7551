// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/uploads/finished_upload.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/idempotency_repository.hpp"
#include "audmg/functions/object_keys.hpp"
#include "audmg/telemetry/logger.hpp"

#include <chrono>
#include <string>
#include <utility>

namespace audmg::functions {
namespace {

constexpr std::chrono::hours kRememberedFor{24};
constexpr int kStatus = 200;

/// No client has this key: theirs are without blanks.
database::IdempotencyKey note_of(const UserId& owner, const UploadId& upload) {
  return {.scope = owner.text(), .key = "finished upload " + upload.text()};
}

/// Nobody else works under this key, so it is never busy for long.
Result<database::BeginResult> begin(const database::IdempotencyKey& key,
                                    const UploadServices& services) {
  const TimePoint now = services.clock.now();
  return services.idempotency.begin({.key = key,
                                     .fingerprint = "finished upload",
                                     .now = now,
                                     .busy_until = now,
                                     .expires_at = now + kRememberedFor});
}

Result<void> write_note(const database::IdempotencyKey& key, const FileId& file,
                        const UploadServices& services) {
  AUDMG_CHECK(begin(key, services));
  return services.idempotency.complete(key, kStatus, file.text());
}

std::optional<database::File> outside_the_trash(std::optional<database::File> file) {
  if (file && file->trashed_at) return std::nullopt;
  return file;
}

}  // namespace

void remember_finished_upload(const UserId& owner, const UploadId& upload, const FileId& file,
                              const UploadServices& services) {
  if (const auto noted = write_note(note_of(owner, upload), file, services); !noted) {
    services.logger.log(telemetry::Level::warning, "finished_upload_not_noted",
                        {{"uploadId", std::string_view(upload.text())},
                         {"error", std::string_view(noted.error().message)}});
  }
}

Result<std::optional<database::File>> find_finished_upload(const UserId& owner,
                                                           std::string_view upload,
                                                           const UploadServices& services) {
  const auto id = UploadId::parse(upload);
  if (!id) return std::nullopt;
  AUDMG_TRY(auto file,
            services.files.find_file_by_object_key(owner, original_key(owner, id->text())));
  if (file) return outside_the_trash(std::move(file));
  const database::IdempotencyKey note = note_of(owner, *id);
  AUDMG_TRY(const auto begun, begin(note, services));
  if (begun.outcome == database::BeginOutcome::fresh) {
    AUDMG_CHECK(services.idempotency.abandon(note));
    return std::nullopt;
  }
  const auto file_id = FileId::parse(begun.resource_id);
  if (begun.outcome != database::BeginOutcome::completed || !file_id) return std::nullopt;
  AUDMG_TRY(file, services.files.find_file(owner, *file_id));
  return outside_the_trash(std::move(file));
}

}  // namespace audmg::functions

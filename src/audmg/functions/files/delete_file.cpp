// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/file.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/outbox.hpp"
#include "audmg/functions/events/file_events.hpp"
#include "audmg/functions/files/file_json.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/integrity/deletion.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/notification/event_hub.hpp"

namespace audmg::functions {
namespace {

/// A deletion whose outcome is unknown has happened when the row is gone.
Result<std::optional<database::File>> delete_row(const database::File& file,
                                                 const FileServices& services) {
  const database::Outbox outbox = announce(kFileDeleted, file, file_detail(file), services);
  auto deleted = services.files.delete_file(file.owner, file.id, outbox);
  if (deleted || deleted.error().code != ErrorCode::unknown_outcome) return deleted;
  const auto found = services.files.find_file(file.owner, file.id);
  if (!found || *found) return deleted;
  return file;
}

}  // namespace

/// The row first, with a tombstone: a crash after it never leaves a file without bytes. Jobs of the
/// file find no row and end.
Response delete_file(const http::Principal& caller, const http::Request& request,
                     const FileServices& services) {
  AUDMG_TRY(const database::File found,
            find_own_file(caller, request.path_parameters.find("id").value_or(""), services));
  AUDMG_TRY(const auto file, delete_row(found, services));
  if (!file) return refuse(not_found());
  services.event_hub.wake(file->owner);
  delete_objects_of(*file, services);
  return http::Response{.status = 204, .headers = {}, .body = {}};
}

}  // namespace audmg::functions

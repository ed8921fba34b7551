// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/file_events.hpp"
#include "audmg/functions/file_json.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/functions/rendition_store.hpp"
#include "audmg/functions/step.hpp"

namespace audmg::functions {
namespace {

/// The row first: a crash after it leaves objects that no row names, which the sweep removes, and
/// never a file without bytes. Jobs of the file find no row and end.
Step<http::Response> remove(const http::Request& request, Services& services) {
  AUDMG_TRY(
      const database::File found,
      find_own_file(*request.principal, request.path_parameters.find("id").value_or(""), services));
  const database::Outbox outbox = announce(kFileDeleted, found, file_detail(found), services);
  AUDMG_TRY(const auto file, services.files.delete_file(found.owner, found.id, outbox));
  if (!file) return stop(not_found());
  services.event_hub.notify(file->owner);
  delete_renditions(*file, "", services);
  AUDMG_CHECK(services.objects.delete_object(file->object_key));
  return http::Response{.status = 204, .headers = {}, .body = {}};
}

}  // namespace

Result<http::Response> delete_file(const http::Request& request, Services& services) {
  AUDMG_ASSERT(request.principal);
  return answer(request, remove(request, services));
}

}  // namespace audmg::functions

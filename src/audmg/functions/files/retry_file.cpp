// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/processing_repository.hpp"
#include "audmg/functions/attempt_lease.hpp"
#include "audmg/functions/events/file_events.hpp"
#include "audmg/functions/files/file_json.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/media_order.hpp"
#include "audmg/functions/outcome.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/notification/event_hub.hpp"

#include <string>
#include <utility>

namespace audmg::functions {

Response retry_file(const http::Principal& caller, const http::Request& request,
                    const OrganiseServices& services) {
  AUDMG_TRY(const database::File found,
            find_own_file(caller, request.path_parameters.find("id").value_or(""), services));
  if (!services.policies.process_media) return refuse(media_off());
  const TimePoint now = services.clock.now();
  auto restarted = services.processing.restart_processing(
      {.owner = found.owner,
       .id = found.id,
       .now = now,
       .stale_before = now - attempt_lease(found),
       .outbox = restart_outbox(found, now, media_order(found))});
  if (!restarted) {
    if (restarted.error().code == ErrorCode::not_found) return refuse(not_found());
    if (restarted.error().code == ErrorCode::conflict) {
      return refuse({.status = 409,
                     .code = "already_processing",
                     .message = "The file is being processed already."});
    }
    return std::unexpected(std::move(restarted).error());
  }
  services.event_hub.wake(found.owner);
  AUDMG_TRY(const std::string binding, url_binding(caller, services));
  AUDMG_TRY(http::Response response, file_answer(202, *restarted, binding, services));
  return response;
}

}  // namespace audmg::functions

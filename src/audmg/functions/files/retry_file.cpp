// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/events/file_events.hpp"
#include "audmg/functions/files/file_json.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/jobs/stuck_files.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/functions/step.hpp"

#include <string>
#include <utility>

namespace audmg::functions {
namespace {

Step<http::Response> retry(const http::Request& request, Services& services) {
  const http::Principal& principal = *request.principal;
  AUDMG_TRY(const database::File found,
            find_own_file(principal, request.path_parameters.find("id").value_or(""), services));
  if (!services.policies.process_media) {
    return stop(
        {.status = 409, .code = "media_off", .message = "Files are not processed on this server."});
  }
  const TimePoint now = services.clock.now();
  auto restarted = services.processing.restart_processing(
      {.owner = found.owner,
       .id = found.id,
       .now = now,
       .stale_before = now - kAttemptLease,
       .outbox = {.messages = {processing_message({found.owner, found.id}, now)}, .events = {}}});
  if (!restarted) {
    if (restarted.error().code == ErrorCode::not_found) return stop(not_found());
    if (restarted.error().code == ErrorCode::conflict) {
      return stop({.status = 409,
                   .code = "already_processing",
                   .message = "The file is being processed already."});
    }
    return std::unexpected(std::move(restarted).error());
  }
  AUDMG_TRY(const std::string binding, url_binding(principal, services));
  json::Writer json;
  AUDMG_CHECK(write_file(json, *restarted, binding, services));
  return http::json_response(202, std::move(json).take());
}

}  // namespace

Result<http::Response> retry_file(const http::Request& request, Services& services) {
  AUDMG_ASSERT(request.principal);
  return answer(request, retry(request, services));
}

}  // namespace audmg::functions

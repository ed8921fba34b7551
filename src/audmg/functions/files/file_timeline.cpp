// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/event_repository.hpp"
#include "audmg/database/file.hpp"
#include "audmg/functions/files/file_json.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/outcome.hpp"

#include <utility>

namespace audmg::functions {
namespace {

/// More than any file that is not retried for days will ever have.
constexpr std::size_t kMaxEvents = 200;

}  // namespace

Response file_timeline(const http::Principal& caller, const http::Request& request,
                       const LibraryServices& services) {
  AUDMG_TRY(const database::File file,
            find_own_file(caller, request.path_parameters.find("id").value_or(""), services));
  AUDMG_TRY(const std::vector<database::Event> events,
            services.events.list_file_events(file.owner, file.id, kMaxEvents));
  json::Writer json;
  json.begin_object()
      .field("fileId", file.id.text())
      .field("status", to_string(file.status))
      .key("events")
      .begin_array();
  for (const database::Event& event : events) {
    json.begin_object()
        .field("eventId", event.id.text())
        .field("type", event.type)
        .field("time", format_rfc3339(event.at))
        .key("detail")
        .raw(event.detail)
        .end_object();
  }
  json.end_array().end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions

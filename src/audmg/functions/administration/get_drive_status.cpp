// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/core/clock.hpp"
#include "audmg/functions/credentials/admin_role.hpp"
#include "audmg/functions/drive_monitor.hpp"
#include "audmg/functions/handlers.hpp"
#include "audmg/functions/upkeep/chore_note.hpp"
#include "audmg/lib/json/writer.hpp"

#include <algorithm>
#include <chrono>
#include <string_view>
#include <utility>

namespace audmg::functions {
namespace {

void write_queue(json::Writer& json, const QueueStatus& queue) {
  const queue::QueueAttributes& attributes = queue.attributes;
  json.begin_object()
      .field("name", queue.name)
      .field("waiting", attributes.visible)
      .field("delayed", attributes.delayed)
      .field("inFlight", attributes.in_flight)
      .field("failed", attributes.dead)
      .field("paused", queue.paused);
  // Amazon SQS does not tell.
  if (attributes.age_of_oldest.count() > 0) {
    json.field("oldestSeconds",
               std::chrono::floor<std::chrono::seconds>(attributes.age_of_oldest).count());
  }
  json.end_object();
}

void write_chore(json::Writer& json, std::string_view chore, const DriveStatus& status) {
  const auto run = std::ranges::find(status.chores, chore, &database::ChoreRun::chore);
  json.key(chore).begin_object();
  if (run == status.chores.end()) {
    json.field("state", "never").end_object();
    return;
  }
  json.field("state", run->error.empty() ? "succeeded" : "failed")
      .field("at", format_rfc3339(run->ended_at));
  if (!run->error.empty()) json.field("error", run->error);
  if (run->succeeded_at) json.field("lastSuccessAt", format_rfc3339(*run->succeeded_at));
  if (!run->figures.empty()) json.key("figures").raw(run->figures);
  json.end_object();
}

}  // namespace

/// How the drive stands, for admins: queues, room, backup and scrub, but nobody's files.
Response get_drive_status(const http::Principal& caller, const http::Request&,
                          const StatusServices& services) {
  AUDMG_CHECK(require_admin(caller, services));
  AUDMG_TRY(const DriveStatus status, services.monitor.look());
  json::Writer json;
  json.begin_object()
      .field("version", AUDMG_VERSION)
      .field("startedAt", format_rfc3339(status.started_at))
      .field("takesWrites", status.takes_writes)
      .field("users", status.counts.users);
  if (status.counts.files) json.field("files", *status.counts.files);
  if (status.counts.bytes) json.field("bytes", *status.counts.bytes);
  if (status.free_bytes) json.field("freeBytes", *status.free_bytes);
  json.key("queues").begin_array();
  for (const QueueStatus& queue : status.queues) write_queue(json, queue);
  json.end_array();
  write_chore(json, kBackupChore, status);
  write_chore(json, kScrubChore, status);
  json.end_object();
  return http::json_response(200, std::move(json).take());
}

}  // namespace audmg::functions

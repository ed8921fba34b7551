// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/integrity/second_processing.hpp"

#include "audmg/database/processing_repository.hpp"
#include "audmg/functions/attempt_lease.hpp"
#include "audmg/functions/events/file_events.hpp"
#include "audmg/functions/media_order.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/media/record/record_json.hpp"
#include "audmg/notification/event_hub.hpp"

#include <utility>

namespace audmg::functions {

bool needs_second_processing(const database::File& file, const Policies& policies) {
  if (!policies.process_media) return false;
  if (file.status != database::FileStatus::ready) {
    return file.status == database::FileStatus::failed;
  }
  const auto record = media::record_from_json(file.media_record);
  return record && !record->damaged.empty();
}

void add_second_processing(const database::File& file, TimePoint now, database::Outbox& outbox) {
  outbox.messages.push_back(processing_message({file.owner, file.id}, now, media_order(file)));
}

Result<void> send_back(const database::File& file, database::Outbox outbox,
                       const ObjectServices& services) {
  const TimePoint now = services.clock.now();
  const auto restarted =
      services.processing.restart_processing({.owner = file.owner,
                                              .id = file.id,
                                              .now = now,
                                              .stale_before = now - attempt_lease(file),
                                              .outbox = std::move(outbox)});
  if (restarted) {
    services.event_hub.wake(file.owner);
    return {};
  }
  // It is being processed by now, or gone.
  const ErrorCode code = restarted.error().code;
  if (code == ErrorCode::conflict || code == ErrorCode::not_found) return {};
  return std::unexpected(restarted.error());
}

Result<void> process_second_time(const database::File& file, const ObjectServices& services) {
  if (!needs_second_processing(file, services.policies)) return {};
  return send_back(file, restart_outbox(file, services.clock.now(), media_order(file)), services);
}

}  // namespace audmg::functions

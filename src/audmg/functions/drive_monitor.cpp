// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/drive_monitor.hpp"

#include <utility>

namespace audmg::functions {

DriveMonitor::DriveMonitor(std::vector<WatchedQueue> queues, database::DriveRepository& drive,
                           storage::ObjectStore& objects, const Readiness& readiness,
                           const Clock& clock)
    : queues_(std::move(queues)),
      drive_(drive),
      objects_(objects),
      readiness_(readiness),
      started_at_(clock.now()) {}

Result<DriveStatus> DriveMonitor::look() const {
  DriveStatus status{.started_at = started_at_,
                     .takes_writes = readiness_.database_takes_writes(),
                     .counts = {},
                     .free_bytes = {},
                     .queues = {},
                     .chores = {}};
  AUDMG_TRY(status.counts, drive_.count_records());
  AUDMG_TRY(status.free_bytes, objects_.free_bytes());
  for (const WatchedQueue& queue : queues_) {
    AUDMG_TRY(const queue::QueueAttributes attributes, queue.messages.get_queue_attributes());
    AUDMG_TRY(const bool paused, queue.administration.is_paused());
    status.queues.push_back({.name = queue.name, .attributes = attributes, .paused = paused});
  }
  AUDMG_TRY(status.chores, drive_.list_chore_runs());
  return status;
}

}  // namespace audmg::functions

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/drive_repository.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/queue/message_queue.hpp"
#include "audmg/queue/queue_administration.hpp"
#include "audmg/storage/object_store.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace audmg::functions {

/// A queue of the drive, by the name that operators know it by.
struct WatchedQueue {
  std::string_view name;
  queue::MessageQueue& messages;
  queue::QueueAdministration& administration;
};

struct QueueStatus {
  std::string_view name;
  queue::QueueAttributes attributes;
  bool paused = false;
};

/// The state of the whole drive, without anybody's files.
struct DriveStatus {
  /// Time since which this process runs.
  TimePoint started_at;
  bool takes_writes = true;
  database::RecordCounts counts;
  /// Nothing where no disk sets an end.
  std::optional<std::uint64_t> free_bytes;
  std::vector<QueueStatus> queues;
  std::vector<database::ChoreRun> chores;
};

/// Looks at the drive for GET /admin/status. A look costs a few requests or short queries, whatever
/// the drive holds, except that users are counted. Thread-safe.
class DriveMonitor {
 public:
  /// All references must outlive it; `queues` may be empty.
  DriveMonitor(std::vector<WatchedQueue> queues, database::DriveRepository& drive,
               storage::ObjectStore& objects, const Readiness& readiness, const Clock& clock);

  /// Errors: those of the ports.
  [[nodiscard]] Result<DriveStatus> look() const;

 private:
  const std::vector<WatchedQueue> queues_;
  database::DriveRepository& drive_;
  storage::ObjectStore& objects_;
  const Readiness& readiness_;
  const TimePoint started_at_;
};

}  // namespace audmg::functions

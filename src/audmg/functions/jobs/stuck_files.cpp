// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/jobs/stuck_files.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/processing_repository.hpp"
#include "audmg/functions/attempt_lease.hpp"
#include "audmg/functions/events/file_events.hpp"
#include "audmg/functions/media_order.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/notification/event_hub.hpp"
#include "audmg/telemetry/logger.hpp"

#include <algorithm>

namespace audmg::functions {
namespace {

using database::File;
using database::FileStatus;

constexpr std::size_t kFilesPerPass = 1000;
/// Far more than the digests of the largest file take.
constexpr std::chrono::hours kTimeForDigests{2};
/// Amazon SQS keeps no message longer.
constexpr std::chrono::hours kLongestRetention{14 * 24};

/// Returns a time such that no file that has been `processing` since before it still has a message
/// in the queue. Restarting a file whose message waits in a backlog, or in a paused queue, would
/// lengthen the queue by one more message each time, and processing the file twice would help
/// nobody.
Result<TimePoint> time_of_oldest_message(queue::MessageQueue& media_queue, TimePoint now) {
  AUDMG_TRY(const auto attributes, media_queue.get_queue_attributes());
  // A file's message is sent when it becomes `processing`, and attempts begin later than that.
  if (attributes.age_of_oldest > std::chrono::milliseconds(0)) {
    return now - attributes.age_of_oldest;
  }
  // Amazon SQS does not tell the age, only the numbers. A message in flight was received within its
  // longest visibility timeout, and an attempt at its file began then.
  if (attributes.visible > 0 || attributes.delayed > 0) return now - kLongestRetention;
  if (attributes.in_flight > 0) return now - queue::kMaxVisibilityTimeout;
  return now;
}

/// Returns false when the file is gone or somebody else was faster.
Result<bool> restart(const File& file, TimePoint now, TimePoint stale_before,
                     const EventServices& services) {
  const auto restarted = services.processing.restart_processing(
      {.owner = file.owner,
       .id = file.id,
       .now = now,
       .stale_before = stale_before,
       .outbox = restart_outbox(file, now, media_order(file))});
  if (restarted) {
    services.event_hub.wake(file.owner);
    return true;
  }
  const ErrorCode code = restarted.error().code;
  if (code == ErrorCode::conflict || code == ErrorCode::not_found) return false;
  return std::unexpected(restarted.error());
}

/// Sends the message again that causes the file's digests to be computed.
Result<void> ask_for_digests(const File& file, TimePoint now, queue::MessageQueue& media_queue,
                             const EventServices& services) {
  const database::OutboxMessage message = late_digests_message(file, now);
  AUDMG_CHECK(media_queue.send_message(
      {.body = message.body, .group_id = message.group_id, .order = message.order}));
  services.logger.log(telemetry::Level::warning, "late_digests_restarted",
                      {{"fileId", std::string_view(file.id.text())},
                       {"userId", std::string_view(file.owner.text())}});
  return {};
}

void log_restart(const File& file, TimePoint now, const EventServices& services) {
  const auto stuck = std::chrono::floor<std::chrono::seconds>(now - file.processing_since);
  services.logger.log(telemetry::Level::warning, "stuck_file_restarted",
                      {{"fileId", std::string_view(file.id.text())},
                       {"userId", std::string_view(file.owner.text())},
                       {"processingSeconds", static_cast<std::int64_t>(stuck.count())}});
}

}  // namespace

Result<StuckFilesReport> restart_stuck_files(queue::MessageQueue& media_queue,
                                             StuckFilesPosition& position,
                                             const EventServices& services) {
  StuckFilesReport report;
  if (!services.policies.process_media) {
    position = {};
    return report;
  }
  const TimePoint now = services.clock.now();
  AUDMG_TRY(const TimePoint oldest_message, time_of_oldest_message(media_queue, now));
  AUDMG_TRY(const auto page, services.files.list_all_files({.after_owner = position.after_owner,
                                                            .after_id = position.after_id,
                                                            .limit = kFilesPerPass}));
  const TimePoint digests_overdue = std::min(now - kTimeForDigests, oldest_message);
  for (const File& file : page) {
    if (file.sha256.empty() && file.uploaded_at < digests_overdue) {
      AUDMG_CHECK(ask_for_digests(file, now, media_queue, services));
      ++report.restarted;
    }
    if (file.status != FileStatus::processing) continue;
    const TimePoint lease_over = now - attempt_lease(file);
    if (file.processing_since >= lease_over) continue;
    const TimePoint stale_before = std::min(lease_over, oldest_message);
    if (file.processing_since >= stale_before) {
      ++report.waiting;
      continue;
    }
    AUDMG_TRY(const bool restarted, restart(file, now, stale_before, services));
    if (!restarted) continue;
    ++report.restarted;
    log_restart(file, now, services);
  }
  report.files_seen = page.size();
  position = page.size() < kFilesPerPass ? StuckFilesPosition{}
                                         : StuckFilesPosition{page.back().owner, page.back().id};
  return report;
}

}  // namespace audmg::functions

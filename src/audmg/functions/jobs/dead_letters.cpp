// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/jobs/dead_letters.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/processing_repository.hpp"
#include "audmg/functions/alarms.hpp"
#include "audmg/functions/events/file_events.hpp"
#include "audmg/functions/jobs/given_up_renditions.hpp"
#include "audmg/functions/media_message.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/notification/event_hub.hpp"
#include "audmg/telemetry/logger.hpp"

#include <chrono>
#include <utility>

namespace audmg::functions {
namespace {

constexpr std::size_t kMessagesPerPass = 100;
constexpr std::string_view kTakesTooLong =
    "It could not be made: it takes too long, or the decoder fails.";
constexpr std::string_view kReason = "It could not be processed. Try again later.";

/// Queue and database may disagree so much about the time.
constexpr std::chrono::seconds kClockDifference{5};

Result<bool> fail_file(const MediaMessage& message, TimePoint sent_at,
                       const EventServices& services) {
  AUDMG_TRY(const auto found, services.files.find_file(message.owner, message.file));
  if (!found || found->status != database::FileStatus::processing) return false;
  // The file was restarted after the message was sent, and has another one.
  if (sent_at + kClockDifference < found->queued_at) return false;
  // The fencing token keeps an attempt out that begins meanwhile (a redrive).
  AUDMG_TRY(const auto begun,
            services.processing.begin_processing(
                {.owner = message.owner, .id = message.file, .now = services.clock.now()}));
  if (!begun) return false;
  json::Writer json;
  json.begin_object().field("fileName", begun->file.name).field("reason", kReason).end_object();
  const auto finished = services.processing.finish_processing(
      {.owner = message.owner,
       .id = message.file,
       .fencing_token = begun->fencing_token,
       .status = database::FileStatus::failed,
       .media_record = begun->file.media_record,
       .failure_reason = std::string(kReason),
       .outbox = announce(kFileFailed, begun->file, std::move(json).take(), services)});
  if (!finished) return std::unexpected(finished.error());
  services.event_hub.wake(message.owner);
  services.logger.log(telemetry::Level::warning, "file_failed",
                      {{"fileId", std::string_view(message.file.text())},
                       {"userId", std::string_view(message.owner.text())},
                       {"reason", std::string_view("dead_letter")}});
  return true;
}

/// Nobody makes the rendition any more: its message died with the process that worked on it, in AWS
/// Lambda because a function has only so much time.
Result<void> give_up_rendition(const MediaMessage& message, TimePoint sent_at,
                               const EventServices& services) {
  AUDMG_TRY(const auto found, services.files.find_file(message.owner, message.file));
  if (!found || found->status != database::FileStatus::ready) return {};
  // It was asked for again, and has another message.
  if (sent_at + kClockDifference < found->renditions_asked_at) return {};
  const auto given_up = give_up_renditions(*found, {message.rendition}, kTakesTooLong, services);
  // An attempt has begun meanwhile; the next pass looks again.
  if (!given_up && given_up.error().code == ErrorCode::conflict) return {};
  return given_up;
}

}  // namespace

Result<std::size_t> fail_dead_files(queue::QueueAdministration& media_queue, std::string& position,
                                    const EventServices& services) {
  AUDMG_TRY(const auto dead, media_queue.list_messages({.state = queue::MessageState::dead,
                                                        .after = position,
                                                        .limit = kMessagesPerPass}));
  std::size_t failed = 0;
  for (const queue::MessageSummary& message : dead) {
    const auto body = read_media_message(message.body);
    // What a sidecar's message was about stays as it is.
    if (!body || body->facts) continue;
    if (!body->rendition.empty()) {
      AUDMG_CHECK(give_up_rendition(*body, message.sent_at, services));
      continue;
    }
    AUDMG_TRY(const bool changed, fail_file(*body, message.sent_at, services));
    if (changed) ++failed;
  }
  position = dead.size() < kMessagesPerPass ? std::string() : dead.back().message_id;
  return failed;
}

Result<void> announce_dead_letters(std::string_view queue, std::uint64_t count,
                                   queue::MessageQueue& events_queue,
                                   const EventServices& services) {
  json::Writer json;
  json.begin_object().field("queue", queue).field("count", count).end_object();
  return raise_alarm(kAlarmDeadLetters, std::move(json).take(), events_queue, services);
}

}  // namespace audmg::functions

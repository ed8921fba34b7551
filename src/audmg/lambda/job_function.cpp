// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/job_function.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/core/shortage.hpp"
#include "audmg/lambda/deadline_stop.hpp"
#include "audmg/lambda/event_fields.hpp"
#include "audmg/lambda/limits.hpp"
#include "audmg/telemetry/logger.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::lambda {

using std::chrono::steady_clock;
using telemetry::Level;

InvocationResult JobFunction::handle(Invocation& invocation) {
  const auto document = parse_event(invocation.event);
  if (!document) return failed(kBadEvent, document.error().message);
  const auto event = read_queue_event(*document);
  if (!event) return failed(kBadEvent, event.error().message);

  const functions::Services& services = deployment_.services();
  const auto left = invocation.deadline - services.clock.now() - kDeadlineMargin;
  const DeadlineStop deadline(left);
  std::vector<std::string_view> failures;
  for (const QueueRecord& record : event->records) {
    const auto started_at = steady_clock::now();
    Result<void> outcome;
    try {
      outcome = work_on(record, deadline.token());
    } catch (...) {
      outcome = std::unexpected(current_exception_error());
    }
    const auto duration = steady_clock::now() - started_at;
    deployment_.metrics().record_invocation(
        {.function = function_, .duration = duration, .error = !outcome});
    services.logger.log(
        outcome ? Level::info : Level::warning, outcome ? "job_done" : "job_failed",
        {{"function", function_},
         {"messageId", record.message_id},
         {"receiveCount", std::int64_t{record.receive_count}},
         {"durationMs", std::chrono::duration<double, std::milli>(duration).count()},
         {"error", outcome ? std::string_view{} : std::string_view(outcome.error().message)}});
    if (!outcome) failures.push_back(record.message_id);
  }
  if (event->source == QueueEvent::Source::sqs) return write_batch_failures(failures);
  if (failures.empty()) return "{}";
  return failed(kJobFailed, "a message could not be worked on; the log says why");
}

Result<void> JobFunction::work_on(const QueueRecord& record, const std::stop_token& stop) {
  // To begin now would be in vain; the message comes again.
  if (stop.stop_requested()) return fail(ErrorCode::deadline_exceeded, "no time was left", true);
  return call_({.body = record.body, .receive_count = record.receive_count, .stop = stop});
}

}  // namespace audmg::lambda

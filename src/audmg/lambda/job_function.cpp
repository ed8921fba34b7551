// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/job_function.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/core/shortage.hpp"
#include "audmg/functions/jobs/give_back.hpp"
#include "audmg/lambda/deadline_stop.hpp"
#include "audmg/lambda/event_fields.hpp"
#include "audmg/lambda/limits.hpp"
#include "audmg/telemetry/logger.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace audmg::lambda {

using queue::DeliveredMessage;
using std::chrono::steady_clock;
using telemetry::Level;

JobFunction::JobFunction(const functions::JobRoute& route, functions::JobCall call,
                         Deployment& deployment)
    : route_(route),
      call_(std::move(call)),
      deployment_(deployment),
      queue_(deployment.job_queue(route.queue)),
      leases_(queue_.messages, kJobLease) {}

InvocationResult JobFunction::handle(Invocation& invocation) {
  const auto document = parse_event(invocation.event);
  if (!document) return failed(kBadEvent, document.error().message);
  const auto event = read_queue_event(*document);
  if (!event) return failed(kBadEvent, event.error().message);

  const auto left = invocation.deadline - deployment_.services().clock.now() - kDeadlineMargin;
  const DeadlineStop deadline(left);
  std::vector<std::string_view> failures;
  for (const DeliveredMessage& delivered : event->records) {
    const auto started_at = steady_clock::now();
    const Result<void> outcome = work_on(*event, delivered, deadline.token());
    record(delivered, outcome, steady_clock::now() - started_at);
    if (!outcome) failures.push_back(delivered.message_id);
  }
  if (event->source == QueueEvent::Source::sqs) return write_batch_failures(failures);
  if (failures.empty()) return "{}";
  return failed(kJobFailed, "a message could not be worked on; the log says why");
}

void JobFunction::record(const DeliveredMessage& delivered, const Result<void>& outcome,
                         steady_clock::duration duration) {
  deployment_.metrics().record_invocation(
      {.function = route_.function, .duration = duration, .error = !outcome});
  if (!outcome) return;  // The log has the reason.
  deployment_.services().logger.log(
      Level::info, "job_done",
      {{"function", route_.function},
       {"messageId", delivered.message_id},
       {"receiveCount", std::int64_t{delivered.receive_count}},
       {"durationMs", std::chrono::duration<double, std::milli>(duration).count()}});
}

void JobFunction::log(Level level, std::string_view event, std::string_view message_id,
                      const Error& error) {
  deployment_.services().logger.log(level, event,
                                    {{"function", route_.function},
                                     {"messageId", message_id},
                                     {"error", std::string_view(error.message)}});
}

Result<void> JobFunction::work_on(const QueueEvent& event, const DeliveredMessage& delivered,
                                  const std::stop_token& stop) {
  if (event.source == QueueEvent::Source::sns) {
    return call_without_lease(
        {.body = delivered.body, .receive_count = delivered.receive_count, .stop = stop},
        delivered.message_id);
  }
  const auto message = queue_.delivery.read(delivered);
  if (!message) {
    log(Level::error, "job_failed", delivered.message_id, message.error());
    return std::unexpected(message.error());
  }
  return stop.stop_requested() ? leave_to_others(*message) : work_with_lease(*message, stop);
}

Result<void> JobFunction::leave_to_others(const queue::Message& message) {
  Error error{ErrorCode::deadline_exceeded, "no time was left to begin"};
  log(Level::info, "job_not_begun", message.message_id, error);
  std::ignore = queue_.delivery.take_lease(message, std::chrono::milliseconds(0));
  return std::unexpected(std::move(error));
}

Result<void> JobFunction::work_with_lease(const queue::Message& message,
                                          const std::stop_token& stop) {
  functions::Job job{.body = message.body, .receive_count = message.receive_count, .stop = stop};
  if (const auto taken = queue_.delivery.take_lease(message, kJobLease); !taken) {
    // It is ours all the same, until the time that its receiver said.
    log(Level::warning, "lease_not_taken", message.message_id, taken.error());
    return call_without_lease(job, message.message_id);
  }
  Result<void> outcome;
  {
    const queue::LeaseKeeper::Lease lease(leases_, message.receipt_handle, stop);
    job.stop = lease.stop_token();
    outcome = call(job);
  }
  if (outcome) return {};
  functions::JobRoute route = route_;
  // A job that took all of the time would take it again, for ever.
  if (stop.stop_requested()) route.waits_out_shortages = false;
  std::ignore = functions::give_back(route, message, outcome.error(), queue_.messages,
                                     deployment_.services());
  return outcome;
}

Result<void> JobFunction::call_without_lease(const functions::Job& job,
                                             std::string_view message_id) {
  Result<void> outcome = call(job);
  if (!outcome) log(Level::warning, "job_failed", message_id, outcome.error());
  return outcome;
}

Result<void> JobFunction::call(const functions::Job& job) const {
  try {
    return call_(job);
  } catch (...) {
    return std::unexpected(current_exception_error());
  }
}

}  // namespace audmg::lambda

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/operations/jobs.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/telemetry/logger.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace audmg::app {
namespace {

using queue::MessageSummary;

std::unexpected<Error> no_such_job(std::string_view id) {
  return fail(ErrorCode::not_found,
              fmt::format("there is no message {}; those that are done are gone", id));
}

}  // namespace

Jobs::Jobs(std::span<const NamedQueue> queues, const Clock& clock, telemetry::Logger& logger)
    : queues_(queues.begin(), queues.end()), clock_(clock), logger_(logger) {}

Result<JobPage> Jobs::list(const ListJobsRequest& request) {
  AUDMG_TRY(const NamedQueue* const queue, get_queue(request.queue));
  AUDMG_TRY(auto messages,
            queue->administration.list_messages(
                {.state = request.state, .after = request.after, .limit = kMaxJobsPerPage}));
  JobPage page;
  AUDMG_TRY(page.paused, queue->administration.is_paused());
  page.jobs.reserve(messages.size());
  for (MessageSummary& message : messages) {
    message.body.clear();
    page.jobs.push_back(job_of(*queue, std::move(message)));
  }
  return page;
}

Result<MessageView> Jobs::show(std::string_view id) {
  AUDMG_TRY(Found found, get_message(id));
  return job_of(*found.queue, std::move(found.message));
}

Result<std::string> Jobs::retry(std::string_view id) {
  AUDMG_TRY(const Found found, get_message(id));
  if (const auto retried = found.queue->administration.retry_message(id); !retried) {
    const ErrorCode code = retried.error().code;
    if (code == ErrorCode::not_found) return no_such_job(id);  // done and deleted a moment ago
    if (code != ErrorCode::conflict) return std::unexpected(retried.error());
    return fail(ErrorCode::conflict,
                fmt::format("the message {} is being worked on; it comes again by itself at {} if "
                            "that fails",
                            id, format_rfc3339(found.message.visible_at)));
  }
  logger_.log(telemetry::Level::info, "job_retried", {{"queue", found.queue->name}, {"id", id}});
  return std::string(found.queue->name);
}

Result<std::uint64_t> Jobs::redrive(std::string_view name) {
  AUDMG_TRY(const NamedQueue* const queue, get_queue(name));
  AUDMG_TRY(const std::uint64_t moved, queue->administration.redrive());
  logger_.log(telemetry::Level::info, "jobs_redriven",
              {{"queue", queue->name}, {"jobs", static_cast<std::int64_t>(moved)}});
  return moved;
}

Result<void> Jobs::set_paused(std::string_view name, bool paused) {
  AUDMG_TRY(const NamedQueue* const queue, get_queue(name));
  AUDMG_CHECK(queue->administration.set_paused(paused));
  logger_.log(telemetry::Level::info, paused ? "queue_paused" : "queue_resumed",
              {{"queue", queue->name}});
  return {};
}

Result<const NamedQueue*> Jobs::get_queue(std::string_view name) const {
  const auto found = std::ranges::find(queues_, name, &NamedQueue::name);
  if (found != queues_.end()) return &*found;
  std::vector<std::string_view> names;
  for (const NamedQueue& queue : queues_) names.push_back(queue.name);
  return fail(ErrorCode::not_found,
              fmt::format("there is no queue {}; the queues are {}", name, fmt::join(names, ", ")));
}

Result<Jobs::Found> Jobs::get_message(std::string_view id) const {
  for (const NamedQueue& queue : queues_) {
    AUDMG_TRY(auto message, queue.administration.find_message(id));
    if (message) return Found{&queue, *std::move(message)};
  }
  return no_such_job(id);
}

MessageView Jobs::job_of(const NamedQueue& queue, MessageSummary message) const {
  const auto age = std::max(clock_.now() - message.sent_at, TimePoint::duration::zero());
  return {.id = std::move(message.message_id),
          .queue = std::string(queue.name),
          .state = message.state,
          .group = std::move(message.group_id),
          .receive_count = message.receive_count,
          .age = std::chrono::floor<std::chrono::seconds>(age),
          .sent_at = format_rfc3339(message.sent_at),
          .visible_at = format_rfc3339(message.visible_at),
          .last_error = std::move(message.last_error),
          .body = std::move(message.body)};
}

}  // namespace audmg::app

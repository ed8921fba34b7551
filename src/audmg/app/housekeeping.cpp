// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/housekeeping.hpp"

#include "audmg/core/shortage.hpp"
#include "audmg/functions/dead_letters.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/functions/sweep.hpp"
#include "audmg/functions/sweep_renditions.hpp"

#include <utility>

namespace audmg::app {
namespace {

using telemetry::Level;

constexpr std::chrono::hours kSweepInterval{1};
constexpr std::chrono::minutes kTidyInterval{1};
/// How long a file's timeline and missed events can be read.
constexpr std::chrono::hours kEventLifetime{30 * 24};
/// Between two passes of one sweep, so that it never keeps a disk busy.
constexpr std::chrono::milliseconds kBetweenPasses{200};

}  // namespace

std::chrono::seconds watch_interval(const config::Settings& settings) noexcept {
  return settings.uses_aws() ? std::chrono::seconds(30) : std::chrono::seconds(5);
}

Housekeeping::Housekeeping(Composition& composition, std::chrono::seconds watch_interval)
    : composition_(composition),
      watch_interval_(watch_interval),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

Housekeeping::~Housekeeping() {
  thread_.request_stop();
  wake_.notify_all();
}

void Housekeeping::run(const std::stop_token& stop) {
  auto next_sweep = std::chrono::steady_clock::now();
  auto next_tidy = next_sweep;
  do {
    try {
      watch_database();
      watch_queues();
      if (std::chrono::steady_clock::now() >= next_sweep) {
        sweep_all(stop);
        next_sweep = std::chrono::steady_clock::now() + kSweepInterval;
      }
      if (std::chrono::steady_clock::now() >= next_tidy) {
        tidy();
        next_tidy = std::chrono::steady_clock::now() + kTidyInterval;
      }
    } catch (...) {
      // Memory was short, say. What was not done is due at the next look.
      const Error error = current_exception_error();
      composition_.services().logger.log(
          Level::warning, "sweep_step_failed",
          {{"step", "all"}, {"error", std::string_view(error.message)}});
    }
  } while (sleep(stop, watch_interval_));
}

void Housekeeping::tidy() {
  if (const auto tidied = composition_.tidy(); !tidied) {
    composition_.services().logger.log(
        Level::warning, "sweep_step_failed",
        {{"step", "tidy"}, {"error", std::string_view(tidied.error().message)}});
  }
}

void Housekeeping::sweep_all(const std::stop_token& stop) {
  functions::sweep_expired(composition_.services());
  std::string position;
  std::size_t failures = 0;
  do {
    failures = functions::sweep_objects(composition_.services(), position, stop).failures;
  } while (failures == 0 && !position.empty() && sleep(stop, kBetweenPasses));
  functions::Services& services = composition_.services();
  Result<void> swept;
  do {
    const auto deleted = functions::sweep_renditions(services, position);
    if (!deleted) swept = std::unexpected(deleted.error());
  } while (swept && !position.empty() && sleep(stop, kBetweenPasses));
  if (swept && services.events != nullptr) {
    swept = services.events->delete_events_before(services.clock.now() - kEventLifetime);
  }
  if (!swept) {
    services.logger.log(
        Level::warning, "sweep_step_failed",
        {{"step", "renditions"}, {"error", std::string_view(swept.error().message)}});
  }
}

void Housekeeping::watch_queues() {
  for (const NamedQueue& queue : composition_.queues()) {
    const auto attributes = composition_.queue(queue.name).get_queue_attributes();
    if (!attributes) continue;
    const std::string prefix = "queue_" + std::string(queue.name) + "_";
    telemetry::Metrics& metrics = composition_.metrics();
    metrics.set_gauge(prefix + "visible", static_cast<double>(attributes->visible));
    metrics.set_gauge(prefix + "in_flight", static_cast<double>(attributes->in_flight));
    metrics.set_gauge(prefix + "delayed", static_cast<double>(attributes->delayed));
    metrics.set_gauge(prefix + "dead", static_cast<double>(attributes->dead));
    metrics.set_gauge(prefix + "oldest_seconds",
                      static_cast<double>(attributes->age_of_oldest.count()) / 1000);
    look_at_dead_letters(queue, attributes->dead);
  }
}

/// Files of dead messages are not processed any more, and the operator should know.
void Housekeeping::look_at_dead_letters(const NamedQueue& queue, std::uint64_t dead) {
  const std::uint64_t before = std::exchange(dead_[queue.name], dead);
  if (dead <= before) return;
  functions::Services& services = composition_.services();
  Result<void> looked;
  if (queue.name == functions::kMediaQueue) {
    std::string position;
    do {
      const auto failed = functions::fail_dead_files(queue.administration, position, services);
      if (!failed) looked = std::unexpected(failed.error());
    } while (looked && !position.empty());
  }
  services.logger.log(Level::error, "dead_letters",
                      {{"queue", queue.name}, {"count", static_cast<std::int64_t>(dead)}});
  // Not about itself: an event that cannot be delivered would only make more of them.
  if (queue.name != functions::kEventsQueue) {
    const auto told = functions::announce_dead_letters(
        queue.name, dead, composition_.queue(functions::kEventsQueue), services);
    if (looked) looked = told;
  }
  if (!looked) dead_[queue.name] = before;  // Again at the next look.
}

void Housekeeping::watch_database() {
  const bool takes_writes = composition_.takes_writes();
  composition_.metrics().set_gauge("database_takes_writes", takes_writes ? 1 : 0);
  if (takes_writes || told_of_database_) return;
  told_of_database_ = true;
  composition_.services().logger.log(
      Level::error, "database_stopped_writing",
      {{"advice", std::string_view("a commit failed; look at the disk, then restart the server")}});
}

bool Housekeeping::sleep(const std::stop_token& stop, std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, stop, time, [] { return false; });
  return !stop.stop_requested();
}

}  // namespace audmg::app

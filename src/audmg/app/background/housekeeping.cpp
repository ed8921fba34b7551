// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/background/housekeeping.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/core/shortage.hpp"
#include "audmg/database/event_repository.hpp"
#include "audmg/functions/alarms.hpp"
#include "audmg/functions/integrity/drive_identity.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/functions/jobs/dead_letters.hpp"
#include "audmg/functions/jobs/stuck_files.hpp"
#include "audmg/functions/trash/purge_trash.hpp"
#include "audmg/functions/upkeep/due_accounts.hpp"
#include "audmg/functions/upkeep/sweep.hpp"
#include "audmg/functions/upkeep/sweep_round.hpp"
#include "audmg/telemetry/logger.hpp"

#include <utility>

namespace audmg::app {
namespace {

using telemetry::Level;

constexpr std::chrono::hours kSweepInterval{1};
constexpr std::chrono::minutes kTidyInterval{1};
constexpr std::chrono::hours kSweepAlarmInterval{24};
/// Between two passes of one sweep, so that it never keeps a disk busy.
constexpr std::chrono::milliseconds kBetweenPasses{200};

}  // namespace

HousekeepingOptions housekeeping_options(const config::Settings& settings) noexcept {
  if (!settings.uses_aws()) return {.tells_of_dead_letters = false};
  return {.watch_interval = std::chrono::seconds(30),
          .files_interval = std::chrono::hours(24),
          .sweep_period = functions::kDailyRound};
}

Housekeeping::Housekeeping(Composition& composition, const HousekeepingOptions& options)
    : composition_(composition),
      options_(options),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

Housekeeping::~Housekeeping() {
  thread_.request_stop();
  wake_.notify_all();
}

void Housekeeping::run(const std::stop_token& stop) {
  do {
    try {
      watch_database();
      watch_queues();
      do_what_is_due(stop);
      watch_sweep();
    } catch (...) {
      // Memory was short, say. What was not done is due at the next look.
      log_failure("all", current_exception_error());
    }
  } while (sleep(stop, options_.watch_interval));
}

void Housekeeping::do_what_is_due(const std::stop_token& stop) {
  using std::chrono::steady_clock;
  if (steady_clock::now() >= next_walk_) {
    restart_stuck_files(stop);
    next_walk_ = steady_clock::now() + options_.files_interval;
  }
  if (steady_clock::now() >= next_sweep_) {
    sweep_all(stop);
    next_sweep_ = steady_clock::now() + kSweepInterval;
  }
  tidy_when_due(stop);
}

void Housekeeping::tidy_when_due(const std::stop_token& stop) {
  using std::chrono::steady_clock;
  if (steady_clock::now() < next_tidy_) return;
  recover_abandoned();
  purge_trash(stop);
  if (const auto raised = functions::raise_generation_when_due(composition_.services()); !raised) {
    log_failure("generation", raised.error());
  }
  next_tidy_ = steady_clock::now() + kTidyInterval;
}

void Housekeeping::recover_abandoned() {
  if (const auto recovered = composition_.recover_abandoned(); !recovered)
    log_failure("recover_abandoned", recovered.error());
}

void Housekeeping::purge_trash(const std::stop_token& stop) {
  using std::chrono::steady_clock;
  const auto end_of_turn = steady_clock::now() + functions::kPurgeTurn;
  const auto is_over = [&] { return stop.stop_requested() || steady_clock::now() >= end_of_turn; };
  const auto purged = functions::purge_trash(is_over, composition_.services());
  if (!purged) log_failure("trash", purged.error());
}

void Housekeeping::sweep_all(const std::stop_token& stop) {
  const functions::Services& services = composition_.services();
  functions::sweep_expired(services, stop);
  if (const auto removed = functions::remove_due_accounts(stop, services); !removed) {
    log_failure("accounts", removed.error());
  }
  sweep_objects(stop);
  const auto forgotten =
      services.events.delete_events_before(services.clock.now() - database::kEventLifetime);
  if (!forgotten) log_failure("events", forgotten.error());
}

void Housekeeping::sweep_objects(const std::stop_token& stop) {
  const functions::Services& services = composition_.services();
  const auto pause = [&] {
    tidy_when_due(stop);  // A sweep may take hours.
    return sleep(stop, kBetweenPasses);
  };
  const auto sweep_on = [&] {
    return functions::run_object_sweep(
        {.lease = functions::kSweepLease, .period = options_.sweep_period}, pause, stop, services);
  };
  functions::SweepRun run = sweep_on();
  // The rest of an earlier sweep is not the one that is due at a start.
  const bool was_the_rest = run.resumed && run.end == functions::SweepRun::End::finished;
  if (was_the_rest && options_.sweep_period.count() == 0) run = sweep_on();
  if (run.error) log_failure("objects", *run.error);
  if (run.age) last_sweep_ = std::chrono::steady_clock::now() - *run.age;
  if (run.end == functions::SweepRun::End::idle) return;
  const bool refused = run.end == functions::SweepRun::End::refused;
  composition_.metrics().set_gauge("sweep_refused", refused ? 1 : 0);
  tell_of_refused_sweep(refused);
}

void Housekeeping::tell_of_refused_sweep(bool refused) {
  const auto now = std::chrono::steady_clock::now();
  if (!refused) return next_sweep_alarm_.reset();
  if (next_sweep_alarm_ && now < *next_sweep_alarm_) return;
  const auto told =
      functions::raise_alarm(functions::kAlarmSweepStopped, "{}",
                             composition_.queue(functions::kEventsQueue), composition_.services());
  if (!told) return log_failure("alarm", told.error());
  next_sweep_alarm_ = now + kSweepAlarmInterval;
}

void Housekeeping::watch_sweep() {
  if (!last_sweep_) return;
  const auto age = std::chrono::steady_clock::now() - *last_sweep_;
  composition_.metrics().set_gauge("sweep_age_seconds", std::chrono::duration<double>(age).count());
}

void Housekeeping::log_failure(std::string_view step, const Error& error) {
  composition_.services().logger.log(Level::warning, "sweep_step_failed",
                                     {{"step", step}, {"error", std::string_view(error.message)}});
}

void Housekeeping::restart_stuck_files(const std::stop_token& stop) {
  const functions::Services& services = composition_.services();
  functions::StuckFilesPosition position;
  std::size_t restarted = 0;
  do {
    const auto pass = functions::restart_stuck_files(composition_.queue(functions::kMediaQueue),
                                                     position, services);
    if (!pass) {
      log_failure("stuck_files", pass.error());
      break;
    }
    restarted += pass->restarted;
  } while (!position.empty() && sleep(stop, kBetweenPasses));
  if (restarted > 0) {
    services.logger.log(Level::warning, "stuck_files_restarted",
                        {{"count", static_cast<std::int64_t>(restarted)}});
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
    check_dead_letters(queue, attributes->dead);
  }
}

/// Files of dead messages are not processed any more, and the operator should know.
void Housekeeping::check_dead_letters(const NamedQueue& queue, std::uint64_t dead) {
  const std::uint64_t before = std::exchange(dead_[queue.name], dead);
  if (dead <= before) return;
  const functions::Services& services = composition_.services();
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
  if (options_.tells_of_dead_letters && queue.name != functions::kEventsQueue) {
    const auto told = functions::announce_dead_letters(
        queue.name, dead, composition_.queue(functions::kEventsQueue), services);
    if (looked) looked = told;
  }
  if (!looked) dead_[queue.name] = before;  // Again at the next look.
}

void Housekeeping::watch_database() {
  const bool takes_writes = composition_.takes_writes();
  composition_.metrics().set_gauge("database_takes_writes", takes_writes ? 1 : 0);
  if (takes_writes || database_failure_logged_) return;
  database_failure_logged_ = true;
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

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/sweep_function.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/functions/integrity/damaged_files.hpp"
#include "audmg/functions/integrity/drive_identity.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/functions/jobs/stuck_files.hpp"
#include "audmg/functions/trash/purge_trash.hpp"
#include "audmg/functions/upkeep/chore_note.hpp"
#include "audmg/functions/upkeep/due_accounts.hpp"
#include "audmg/functions/upkeep/prepare_catalogues.hpp"
#include "audmg/functions/upkeep/scrub.hpp"
#include "audmg/functions/upkeep/scrub_turn.hpp"
#include "audmg/functions/upkeep/sweep.hpp"
#include "audmg/lambda/deadline_stop.hpp"
#include "audmg/lambda/event_fields.hpp"
#include "audmg/lambda/limits.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/telemetry/logger.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

namespace audmg::lambda {
namespace {

using std::chrono::steady_clock;

constexpr std::string_view kSweep = "sweep";
/// Failures are skipped, but a scrub with this many failed files or calls does not count as one.
constexpr int kMaxScrubFailures = 10;

/// Figures of a scrub, or its error. One that was not finished in time goes on the next day.
Result<std::string> scrub_figures(const Result<bool>& finished, std::uint64_t damaged) {
  if (!finished) return std::unexpected(finished.error());
  json::Writer json;
  json.begin_object().field("finished", *finished).field("damaged", damaged).end_object();
  return std::move(json).take();
}

}  // namespace

InvocationResult SweepFunction::handle(Invocation& invocation) {
  const auto document = parse_event(invocation.event);
  if (!document) return failed(kBadEvent, document.error().message);
  EventFields fields(&*document, "the event");
  const std::string_view what = fields.required_text("sweep");
  if (const auto read = fields.check(); !read) return failed(kBadEvent, read.error().message);
  if (what != "due" && what != "objects" && what != "scrub") {
    return failed(kBadEvent, "the event's sweep is none of due, objects and scrub");
  }

  const functions::Services& services = deployment_.services();
  const DeadlineStop deadline(invocation.deadline - services.clock.now() - kDeadlineMargin);
  const auto started_at = steady_clock::now();
  Result<bool> finished = true;
  if (what == "due") {
    if (const auto swept = sweep_due(deadline.token()); !swept)
      finished = std::unexpected(swept.error());
  } else if (what == "scrub") {
    finished = scrub(deadline.token(), invocation.deadline);
  } else {
    // First what users wait for.
    finished = restart_stuck_files(deadline.token());
    if (finished && *finished) {
      if (const auto removed = functions::remove_due_accounts(deadline.token(), services); !removed)
        finished = std::unexpected(removed.error());
    }
    if (finished && *finished) finished = sweep_all_objects(deadline.token());
    if (finished && *finished) finished = functions::prepare_catalogues(deadline.token(), services);
  }
  deployment_.metrics().record_invocation(
      {.function = kSweep, .duration = steady_clock::now() - started_at, .error = !finished});
  if (!finished) return failed(kJobFailed, finished.error().message);
  if (!*finished) services.logger.log(telemetry::Level::warning, "sweep_not_finished", {});
  return *finished ? R"({"finished":true})" : R"({"finished":false})";
}

Result<void> SweepFunction::sweep_due(const std::stop_token& stop) {
  const auto report = functions::sweep_expired(deployment_.services(), stop);
  AUDMG_CHECK(deployment_.recover_abandoned());
  const auto end_of_turn = steady_clock::now() + functions::kPurgeTurn;
  const auto is_over = [&] { return stop.stop_requested() || steady_clock::now() >= end_of_turn; };
  AUDMG_CHECK(functions::purge_trash(is_over, deployment_.services()));
  if (const auto raised = functions::raise_generation_when_due(deployment_.services()); !raised) {
    // The sweep of objects says it loudly.
    if (raised.error().code != ErrorCode::conflict) return raised;
  }
  AUDMG_CHECK(backup_age_.tell_when_due());
  if (report.failures == 0) return {};
  return fail(ErrorCode::unavailable, "a step of the sweep failed; the log says which");
}

Result<bool> SweepFunction::restart_stuck_files(const std::stop_token& stop) {
  functions::StuckFilesPosition position;
  std::size_t restarted = 0;
  bool finished = false;
  while (!finished && !stop.stop_requested()) {
    AUDMG_TRY(const auto pass,
              functions::restart_stuck_files(deployment_.job_queue(functions::kMediaQueue).messages,
                                             position, deployment_.services()));
    restarted += pass.restarted;
    finished = position.empty();
  }
  if (restarted > 0) {
    deployment_.services().logger.log(telemetry::Level::warning, "stuck_files_restarted",
                                      {{"count", static_cast<std::int64_t>(restarted)}});
  }
  return finished;
}

Result<bool> SweepFunction::sweep_all_objects(const std::stop_token& stop) {
  const functions::Services& services = deployment_.services();
  functions::ObjectSweep sweep(services);
  bool more = true;
  while (more && !stop.stop_requested()) {
    AUDMG_TRY(more, sweep.pass(stop));
  }
  const functions::ObjectSweepReport& report = sweep.report();
  const bool refused = report.refused || report.stopped;
  deployment_.metrics().set_gauge("sweep_refused", refused ? 1 : 0);
  if (refused) return fail(ErrorCode::conflict, "the sweep stopped; the log says why");
  return !more;
}

Result<bool> SweepFunction::scrub(const std::stop_token& stop, TimePoint deadline) {
  const functions::Services& services = deployment_.services();
  functions::ScrubTurn turn(services);
  AUDMG_TRY(const bool is_my_turn, turn.take_until(deadline));
  if (!is_my_turn) return true;
  const auto finished = scrub_files(stop);
  AUDMG_CHECK(turn.end());
  AUDMG_TRY(const std::uint64_t damaged, functions::count_damaged_files(services));
  deployment_.metrics().set_gauge("files_damaged", static_cast<double>(damaged));
  functions::note_chore_end(functions::kScrubChore, scrub_figures(finished, damaged),
                            services.drive, services.clock, services.logger);
  return finished;
}

Result<bool> SweepFunction::scrub_files(const std::stop_token& stop) {
  const std::chrono::seconds interval = deployment_.options().scrub_interval;
  functions::Scrub scrub({.reading = interval.count() == 0 ? functions::ScrubReading::none
                                                           : functions::ScrubReading::due,
                          .interval = interval,
                          .store_keeps_checksums = true},
                         deployment_.services());
  int failures = 0;
  bool more = true;
  while (more && !stop.stop_requested()) {
    const auto passed = scrub.pass(stop);
    if (!passed && passed.error().code == ErrorCode::conflict) {
      deployment_.services().logger.log(telemetry::Level::error, "scrub_refused",
                                        {{"reason", std::string_view(passed.error().message)}});
      return passed;
    }
    if (!passed && ++failures == kMaxScrubFailures) return passed;
    more = passed.value_or(true);
    static_cast<void>(scrub.take_report());  // The records have it.
  }
  return !more;
}

}  // namespace audmg::lambda

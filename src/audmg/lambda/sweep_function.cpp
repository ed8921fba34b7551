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
#include "audmg/functions/upkeep/chore_round.hpp"
#include "audmg/functions/upkeep/due_accounts.hpp"
#include "audmg/functions/upkeep/prepare_catalogues.hpp"
#include "audmg/functions/upkeep/scrub.hpp"
#include "audmg/functions/upkeep/sweep.hpp"
#include "audmg/functions/upkeep/sweep_round.hpp"
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
/// Between two times that the place of a scrub is saved.
constexpr std::chrono::seconds kScrubPass{10};

/// Figures of a scrub, or its error. One that was not finished in time goes on an hour later.
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
  if (what != "due" && what != "objects" && what != "scrub" && what != "rest") {
    return failed(kBadEvent, "the event's sweep is none of due, objects, scrub and rest");
  }

  const functions::Services& services = deployment_.services();
  const DeadlineStop deadline(invocation.deadline - services.clock.now() - kDeadlineMargin);
  const auto started_at = steady_clock::now();
  const Result<End> end = run(what, deadline.token());
  deployment_.metrics().record_invocation(
      {.function = kSweep, .duration = steady_clock::now() - started_at, .error = !end});
  if (!end) return failed(kJobFailed, end.error().message);
  if (*end == End::finished) return R"({"finished":true})";
  if (*end == End::cut_off) {
    services.logger.log(telemetry::Level::warning, "sweep_not_finished", {});
  } else {
    services.logger.log(telemetry::Level::info, "sweep_goes_on", {});
  }
  return R"({"finished":false})";
}

Result<SweepFunction::End> SweepFunction::run(std::string_view what, const std::stop_token& stop) {
  if (what == "due") {
    AUDMG_CHECK(sweep_due(stop));
    return End::finished;
  }
  if (what == "objects") return sweep_everything(stop);
  if (what == "scrub") return scrub(Round::due, stop);
  AUDMG_TRY(const End end, sweep_all_objects(Round::rest, stop));
  if (end != End::finished) return end;
  return scrub(Round::rest, stop);
}

Result<void> SweepFunction::sweep_due(const std::stop_token& stop) {
  // Before what may take long: the objects of an account that was deleted.
  const auto tidied = tidy(stop);
  const auto report = functions::sweep_expired(deployment_.services(), stop);
  AUDMG_CHECK(tidied);
  if (report.failures == 0) return {};
  return fail(ErrorCode::unavailable, "a step of the sweep failed; the log says which");
}

Result<void> SweepFunction::tidy(const std::stop_token& stop) {
  AUDMG_CHECK(deployment_.recover_abandoned());
  const auto end_of_turn = steady_clock::now() + functions::kPurgeTurn;
  const auto is_over = [&] { return stop.stop_requested() || steady_clock::now() >= end_of_turn; };
  AUDMG_CHECK(functions::purge_trash(is_over, deployment_.services()));
  if (const auto raised = functions::raise_generation_when_due(deployment_.services()); !raised) {
    // The sweep of objects says it loudly.
    if (raised.error().code != ErrorCode::conflict) return std::unexpected(raised.error());
  }
  return backup_age_.tell_when_due();
}

Result<SweepFunction::End> SweepFunction::sweep_everything(const std::stop_token& stop) {
  const functions::Services& services = deployment_.services();
  // First what users wait for.
  AUDMG_TRY(const bool restarted, restart_stuck_files(stop));
  if (!restarted) return End::cut_off;
  AUDMG_CHECK(functions::remove_due_accounts(stop, services));
  AUDMG_TRY(const End end, sweep_all_objects(Round::due, stop));
  if (end != End::finished) return end;
  AUDMG_TRY(const bool prepared, functions::prepare_catalogues(stop, services));
  return prepared ? End::finished : End::cut_off;
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

Result<SweepFunction::End> SweepFunction::sweep_all_objects(Round which,
                                                            const std::stop_token& stop) {
  const functions::Services& services = deployment_.services();
  const functions::SweepRun run = functions::run_object_sweep(
      {.lease = functions::kSweepLease,
       .period = functions::kDailyRound,
       .begins_none = which == Round::rest},
      [&] { return !stop.stop_requested(); }, stop, services);
  if (run.age) {
    deployment_.metrics().set_gauge("sweep_age_seconds", static_cast<double>(run.age->count()));
  }
  if (run.error) return std::unexpected(*run.error);
  if (run.end == functions::SweepRun::End::idle) return End::finished;
  const bool refused = run.end == functions::SweepRun::End::refused;
  deployment_.metrics().set_gauge("sweep_refused", refused ? 1 : 0);
  if (refused) return fail(ErrorCode::conflict, "the sweep stopped; the log says why");
  if (run.end == functions::SweepRun::End::finished) return End::finished;
  if (run.age && *run.age > functions::kSweepOverdue) {
    services.logger.log(telemetry::Level::warning, "sweep_not_finished",
                        {{"seconds", static_cast<std::int64_t>(run.age->count())}});
  }
  return End::goes_on;
}

Result<SweepFunction::End> SweepFunction::scrub(Round which, const std::stop_token& stop) {
  const functions::Services& services = deployment_.services();
  functions::ChoreRound round({.lease = functions::kScrubLease,
                               .period = functions::kDailyRound,
                               .begins_none = which == Round::rest},
                              services);
  AUDMG_TRY(const auto place, round.begin());
  if (!place) return End::finished;
  const auto finished = scrub_files(round, *place, stop);
  // Nobody should try that again every hour.
  const bool refused = !finished && finished.error().code == ErrorCode::conflict;
  AUDMG_CHECK(refused || finished.value_or(false) ? round.finish(!refused) : round.leave());
  AUDMG_TRY(const std::uint64_t damaged, functions::count_damaged_files(services));
  deployment_.metrics().set_gauge("files_damaged", static_cast<double>(damaged));
  functions::note_chore_end(functions::kScrubChore, scrub_figures(finished, damaged),
                            services.drive, services.clock, services.logger);
  if (!finished) return std::unexpected(finished.error());
  return *finished ? End::finished : End::goes_on;
}

Result<bool> SweepFunction::scrub_files(functions::ChoreRound& round, std::string_view place,
                                        const std::stop_token& stop) {
  const std::chrono::seconds interval = deployment_.options().scrub_interval;
  functions::Scrub scrub({.reading = interval.count() == 0 ? functions::ScrubReading::none
                                                           : functions::ScrubReading::due,
                          .interval = interval,
                          .pass_time = kScrubPass,
                          .store_keeps_checksums = true},
                         deployment_.services(), functions::read_scrub_place(place));
  int failures = 0;
  bool more = true;
  while (more && !stop.stop_requested()) {
    AUDMG_TRY(const bool is_my_turn, round.keep());
    if (!is_my_turn) return false;
    const auto passed = scrub.pass(stop);
    if (!passed && passed.error().code == ErrorCode::conflict) {
      deployment_.services().logger.log(telemetry::Level::error, "scrub_refused",
                                        {{"reason", std::string_view(passed.error().message)}});
      return std::unexpected(passed.error());
    }
    if (!passed && ++failures == kMaxScrubFailures) return std::unexpected(passed.error());
    more = passed.value_or(true);
    static_cast<void>(scrub.take_report());  // The records have it.
    if (!more) break;
    AUDMG_CHECK(round.save(functions::write_scrub_place(scrub.position())));
  }
  return !more;
}

}  // namespace audmg::lambda

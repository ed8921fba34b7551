// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/background/scrubber.hpp"

#include "audmg/app/composition/scrub_options.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/core/shortage.hpp"
#include "audmg/functions/alarms.hpp"
#include "audmg/functions/integrity/damaged_files.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/functions/upkeep/chore_note.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/telemetry/logger.hpp"

#include <linux/ioprio.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <utility>

namespace audmg::app {
namespace {

using functions::ScrubOptions;
using functions::ScrubReading;
using telemetry::Level;

constexpr std::chrono::hours kWalkInterval{24};
/// Where another process may have left a walk.
constexpr std::chrono::hours kLookInterval{1};
/// Between two passes, so that a walk never keeps a disk busy.
constexpr std::chrono::milliseconds kBetweenWalkPasses{50};
/// After a pass that failed: the store is away, or short of something.
constexpr std::chrono::seconds kAfterFailure{60};
/// A walk that fails so often, one time after the other, ends until the next day.
constexpr int kMaxFailures = 10;

/// Lets the reads of all other threads and processes go first. Best effort.
void give_way_at_the_disk() {
  constexpr int kThisThread = 0;
  static_cast<void>(::syscall(SYS_ioprio_set, IOPRIO_WHO_PROCESS, kThisThread,
                              IOPRIO_PRIO_VALUE(IOPRIO_CLASS_IDLE, 0)));
}

/// A short one, that finds what is missing and writes sidecars, before the one that reads for
/// hours.
ScrubOptions first_look(const ScrubOptions& options) {
  ScrubOptions look = options;
  look.reading = ScrubReading::none;
  look.looks_at_all = true;
  return look;
}

}  // namespace

ScrubberOptions scrubber_options(const config::Settings& settings,
                                 std::shared_ptr<const sealing::Keyring> keyring) {
  return {.scrub = scrub_options(settings, std::move(keyring)),
          .takes_turns = settings.uses_aws(),
          .tells_of_damage = settings.uses_aws()};
}

Scrubber::Scrubber(Composition& composition, ScrubberOptions options)
    : composition_(composition),
      options_(std::move(options)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

Scrubber::~Scrubber() {
  thread_.request_stop();
  wake_.notify_all();
}

void Scrubber::run(const std::stop_token& stop) {
  give_way_at_the_disk();
  std::chrono::milliseconds pause = options_.start_delay;
  while (sleep(stop, pause)) pause = walk_guarded(stop);
}

std::chrono::milliseconds Scrubber::walk_guarded(const std::stop_token& stop) {
  try {
    walk(stop);
  } catch (...) {
    const Error error = current_exception_error();
    log_failure(error);
    round_.reset();  // The turn ends by itself.
    if (error.retryable) return options_.retry_delay;
  }
  return options_.takes_turns ? kLookInterval : kWalkInterval;
}

void Scrubber::walk(const std::stop_token& stop) {
  const auto is_my_turn = take_turn();
  if (!is_my_turn) return log_failure(is_my_turn.error());
  if (!*is_my_turn) return;
  sum_ = {};
  const Result<bool> finished = walk_in_turn(stop);
  end_turn(finished);
  if (!finished) {
    tell_failure(finished.error());
  } else if (*finished) {
    tell_outcome();
  }
}

Result<bool> Scrubber::walk_in_turn(const std::stop_token& stop) {
  const functions::Services& services = composition_.services();
  // Looking at every object costs little at home; elsewhere each request is billed.
  if (!options_.scrub.store_keeps_checksums) {
    functions::Scrub look(first_look(options_.scrub), services);
    AUDMG_TRY(const bool finished, walk_with(look, nullptr, stop));
    if (!finished) return false;
  }
  functions::Scrub scrub(options_.scrub, services, functions::read_scrub_place(place_));
  return walk_with(scrub, &place_, stop);
}

Result<bool> Scrubber::walk_with(functions::Scrub& scrub, std::string* place,
                                 const std::stop_token& stop) {
  int failures = 0;
  bool more = true;
  while (more && !stop.stop_requested()) {
    AUDMG_TRY(const bool is_my_turn, keep_turn());
    if (!is_my_turn) return false;
    const auto passed = scrub.pass(stop);
    if (place != nullptr) {
      *place = functions::write_scrub_place(scrub.position());
      AUDMG_CHECK(save_place());
    }
    functions::ScrubReport report = scrub.take_report();
    bytes_read_ += report.bytes_read;
    report.damaged.clear();  // The records have them.
    add_report(sum_, std::move(report));
    composition_.metrics().set_gauge("scrub_read_bytes", static_cast<double>(bytes_read_));
    failures = passed ? 0 : failures + 1;
    if (!passed && (passed.error().code == ErrorCode::conflict || failures == kMaxFailures)) {
      return std::unexpected(passed.error());
    }
    more = passed.value_or(true);
    if (more) static_cast<void>(sleep(stop, passed ? kBetweenWalkPasses : kAfterFailure));
  }
  return !more;
}

Result<bool> Scrubber::take_turn() {
  place_.clear();
  if (!options_.takes_turns) return true;
  functions::ChoreRound& round =
      round_.emplace(functions::ChoreRoundOptions{.lease = functions::kScrubLease,
                                                  .period = functions::kDailyRound},
                     composition_.services());
  AUDMG_TRY(auto place, round.begin());
  if (!place) return false;
  place_ = *std::move(place);
  return true;
}

Result<bool> Scrubber::keep_turn() {
  if (!round_) return true;
  return round_->keep();
}

Result<void> Scrubber::save_place() {
  if (round_) AUDMG_CHECK(round_->save(place_));
  return {};
}

void Scrubber::end_turn(const Result<bool>& finished) {
  if (!round_) return;
  // What cannot be said now ends by itself.
  const bool refused = !finished && finished.error().code == ErrorCode::conflict;
  if (finished.value_or(false) || refused) {
    static_cast<void>(round_->finish(!refused));
  } else {
    static_cast<void>(round_->leave());
  }
  round_.reset();
}

void Scrubber::note_end(const Result<std::string>& figures) {
  const functions::Services& services = composition_.services();
  functions::note_chore_end(functions::kScrubChore, figures, services.drive, services.clock,
                            services.logger);
}

void Scrubber::tell_failure(const Error& error) {
  note_end(std::unexpected(error));
  if (error.code != ErrorCode::conflict) return log_failure(error);
  composition_.services().logger.log(Level::error, "scrub_refused",
                                     {{"reason", std::string_view(error.message)}});
  raise(functions::kAlarmSweepStopped, R"({"by":"scrub"})");
}

void Scrubber::tell_outcome() {
  const functions::Services& services = composition_.services();
  const auto damaged = functions::count_damaged_files(services);
  if (!damaged) return log_failure(damaged.error());
  composition_.metrics().set_gauge("files_damaged", static_cast<double>(*damaged));
  services.logger.log(Level::info, "scrub_done",
                      {{"files", static_cast<std::int64_t>(sum_.files_seen)},
                       {"verified", static_cast<std::int64_t>(sum_.files_verified)},
                       {"bytesRead", static_cast<std::int64_t>(sum_.bytes_read)},
                       {"sidecarsWritten", static_cast<std::int64_t>(sum_.sidecars_written)},
                       {"lostRenditions", static_cast<std::int64_t>(sum_.lost_renditions)},
                       {"healed", static_cast<std::int64_t>(sum_.healed)},
                       {"damaged", static_cast<std::int64_t>(*damaged)}});
  json::Writer figures;
  figures.begin_object()
      .field("finished", true)
      .field("files", sum_.files_seen)
      .field("verified", sum_.files_verified)
      .field("damaged", *damaged)
      .end_object();
  note_end(std::move(figures).take());
  if (*damaged == 0 || !options_.tells_of_damage) return;
  json::Writer detail;
  detail.begin_object().field("count", *damaged).end_object();
  raise(functions::kAlarmFilesDamaged, std::move(detail).take());
}

void Scrubber::raise(std::string_view alarm, std::string detail) {
  const auto told =
      functions::raise_alarm(alarm, std::move(detail), composition_.queue(functions::kEventsQueue),
                             composition_.services());
  if (!told) log_failure(told.error());
}

void Scrubber::log_failure(const Error& error) {
  composition_.services().logger.log(Level::warning, "scrub_failed",
                                     {{"error", std::string_view(error.message)}});
}

bool Scrubber::sleep(const std::stop_token& stop, std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, stop, time, [] { return false; });
  return !stop.stop_requested();
}

}  // namespace audmg::app

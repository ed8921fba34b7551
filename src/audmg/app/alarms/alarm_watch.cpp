// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/alarms/alarm_watch.hpp"

#include "audmg/app/data_folder/durable_file.hpp"
#include "audmg/core/shortage.hpp"
#include "audmg/functions/alarms.hpp"
#include "audmg/functions/integrity/damaged_files.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/functions/upkeep/chore_note.hpp"
#include "audmg/lib/openssl/certificate.hpp"
#include "audmg/telemetry/logger.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

namespace audmg::app {
namespace {

using telemetry::Level;

/// So many schedules may pass without a backup before that is an alarm.
constexpr int kOverdueAfterSchedules = 2;
/// Entries of the audit log that one look reads at most.
constexpr std::size_t kMaxAuditPages = 20;
constexpr std::size_t kAuditPage = 100;

double seconds_of(std::chrono::milliseconds time) {
  return std::chrono::duration<double>(time).count();
}

std::optional<database::ChoreRun> run_of(std::string_view chore,
                                         const std::vector<database::ChoreRun>& runs) {
  const auto found = std::ranges::find(runs, chore, &database::ChoreRun::chore);
  if (found == runs.end()) return std::nullopt;
  return *found;
}

}  // namespace

AlarmWatchOptions alarm_watch_options(const config::Settings& settings, const DataLayout& layout) {
  return {.state_file = layout.alarms(),
          .folder = layout.root,
          .certificate = settings.tls_certificate,
          .key = settings.tls_key,
          .free_space = settings.alarm_free_space,
          .certificate_left = settings.alarm_certificate,
          .failed_logins = settings.alarm_failed_logins,
          .backup_age = settings.backup_dir.empty()
                            ? std::chrono::seconds(0)
                            : kOverdueAfterSchedules * settings.backup_schedule};
}

Result<std::uint64_t> count_failed_logins(TimePoint since, database::AuditRepository& audit) {
  std::uint64_t count = 0;
  database::ListAuditRequest request{.limit = kAuditPage};
  for (std::size_t page = 0; page < kMaxAuditPages; ++page) {
    AUDMG_TRY(const auto entries, audit.list_entries(request));
    for (const database::AuditEntry& entry : entries) {
      if (entry.at < since) return count;
      if (entry.action == "login_failed") ++count;
    }
    if (entries.size() < request.limit) return count;
    request.before = entries.back().id;
  }
  return count;
}

AlarmWatch::AlarmWatch(Composition& composition, AlarmWatchOptions options)
    : composition_(composition),
      options_(std::move(options)),
      began_(composition.services().clock.now()),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

AlarmWatch::~AlarmWatch() {
  thread_.request_stop();
  wake_.notify_all();
}

void AlarmWatch::run(const std::stop_token& stop) {
  load();
  for (auto pause = options_.start_delay;; pause = options_.interval) {
    {
      std::unique_lock lock(mutex_);
      wake_.wait_for(lock, stop, pause, [] { return false; });
    }
    if (stop.stop_requested()) return;
    try {
      look();
    } catch (...) {
      // Memory was short, say. What was not told is told after the next look.
      log_failure("all", current_exception_error());
    }
  }
}

void AlarmWatch::load() {
  std::error_code error;
  if (!std::filesystem::exists(options_.state_file, error)) return;
  const auto text = config::read_small_file(options_.state_file.string());
  auto board =
      text ? AlarmBoard::from_json(*text) : Result<AlarmBoard>(std::unexpected(text.error()));
  if (board) {
    board_ = *std::move(board);
  } else {
    log_failure("state", board.error());  // Alarms that are still on are told once more.
  }
}

void AlarmWatch::look() {
  bool has_changed = false;
  for (const AlarmReading& reading : read_all()) {
    const auto change = board_.compare(reading);
    if (!change) continue;
    if (const auto told = tell(*change); !told) {
      log_failure("tell", told.error());
      continue;  // Told after the next look.
    }
    board_.accept(*change, composition_.services().clock.now());
    has_changed = true;
  }
  if (!has_changed) return;
  // After the messages are in their queue: a crash in between repeats an alarm, and loses none.
  if (const auto kept = replace_owner_only_file(options_.state_file, board_.to_json()); !kept) {
    log_failure("state", kept.error());
  }
}

Result<void> AlarmWatch::tell(const AlarmBoard::Change& change) {
  const functions::Services& services = composition_.services();
  AUDMG_CHECK(functions::raise_alarm(change.type, change.detail,
                                     composition_.queue(functions::kEventsQueue), services));
  services.logger.log(
      change.is_on ? Level::error : Level::info, change.is_on ? "alarm_raised" : "alarm_over",
      {{"alarm", std::string_view(change.key)}, {"detail", std::string_view(change.detail)}});
  return {};
}

std::vector<AlarmReading> AlarmWatch::read_all() {
  std::vector<AlarmReading> readings;
  read_disk(readings);
  read_certificate(readings);
  read_failed_logins(readings);
  read_queues(readings);
  read_damaged_files(readings);
  read_chores(readings);
  return readings;
}

void AlarmWatch::read_disk(std::vector<AlarmReading>& readings) {
  std::error_code error;
  const auto space = std::filesystem::space(options_.folder, error);
  if (error) return log_failure("disk", {ErrorCode::unavailable, error.message(), true});
  composition_.metrics().set_gauge("disk_free_bytes", static_cast<double>(space.available));
  readings.push_back(judge_disk(space.available, options_.free_space));
}

void AlarmWatch::read_certificate(std::vector<AlarmReading>& readings) {
  if (options_.certificate.empty()) return;
  const auto summary = openssl::inspect_certificate(options_.certificate, options_.key);
  if (!summary) return log_failure("certificate", summary.error());
  const TimePoint now = composition_.services().clock.now();
  composition_.metrics().set_gauge("certificate_seconds_left",
                                   seconds_of(summary->not_after - now));
  readings.push_back(judge_certificate(summary->not_after, now, options_.certificate_left));
}

void AlarmWatch::read_failed_logins(std::vector<AlarmReading>& readings) {
  const functions::Services& services = composition_.services();
  const auto count =
      count_failed_logins(services.clock.now() - kFailedLoginsWindow, services.audit);
  if (!count) return log_failure("failed_logins", count.error());
  composition_.metrics().set_gauge("failed_logins", static_cast<double>(*count));
  readings.push_back(judge_failed_logins(*count, options_.failed_logins));
}

void AlarmWatch::read_queues(std::vector<AlarmReading>& readings) {
  for (const NamedQueue& queue : composition_.queues()) {
    // Not of the queue that alarms go through: one that cannot be delivered would make more.
    if (queue.name == functions::kEventsQueue) continue;
    const auto attributes = composition_.queue(queue.name).get_queue_attributes();
    if (!attributes) {
      log_failure("queues", attributes.error());
      continue;
    }
    readings.push_back(judge_dead_letters(queue.name, attributes->dead));
  }
}

void AlarmWatch::read_damaged_files(std::vector<AlarmReading>& readings) {
  const auto count = functions::count_damaged_files(composition_.services());
  if (!count) return log_failure("damaged_files", count.error());
  composition_.metrics().set_gauge("files_damaged", static_cast<double>(*count));
  readings.push_back(judge_damaged_files(*count));
}

void AlarmWatch::read_chores(std::vector<AlarmReading>& readings) {
  const functions::Services& services = composition_.services();
  const auto runs = services.drive.list_chore_runs();
  if (!runs) return log_failure("chores", runs.error());
  const TimePoint now = services.clock.now();
  const auto backup = run_of(functions::kBackupChore, *runs);
  const auto scrub = run_of(functions::kScrubChore, *runs);
  if (backup && backup->succeeded_at) {
    composition_.metrics().set_gauge("backup_age_seconds", seconds_of(now - *backup->succeeded_at));
  }
  if (scrub && scrub->succeeded_at) {
    composition_.metrics().set_gauge("scrub_age_seconds", seconds_of(now - *scrub->succeeded_at));
  }
  readings.push_back(judge_backup(backup, began_, now, options_.backup_age));
  readings.push_back(judge_scrub(scrub, began_, now));
}

void AlarmWatch::log_failure(std::string_view step, const Error& error) {
  composition_.services().logger.log(Level::warning, "alarm_look_failed",
                                     {{"step", step}, {"error", std::string_view(error.message)}});
}

}  // namespace audmg::app

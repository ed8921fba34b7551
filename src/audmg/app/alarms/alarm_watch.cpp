// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/alarms/alarm_watch.hpp"

#include "audmg/app/data_folder/durable_file.hpp"
#include "audmg/core/errno_error.hpp"
#include "audmg/core/shortage.hpp"
#include "audmg/functions/alarms.hpp"
#include "audmg/functions/integrity/damaged_files.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/functions/upkeep/chore_note.hpp"
#include "audmg/lib/openssl/certificate.hpp"
#include "audmg/notification/subscribers.hpp"
#include "audmg/telemetry/logger.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace audmg::app {
namespace {

using telemetry::Level;

/// So many schedules may pass without a backup before that is an alarm.
constexpr int kOverdueAfterSchedules = 2;
/// No limit is above it (AUDMG_ALARM_FAILED_LOGINS).
constexpr std::uint64_t kMaxCountedFailures = 1000;
constexpr std::size_t kAuditPage = 100;
/// What the audit log calls a wrong password, code or passkey (docs/formats/audit.md).
constexpr std::array<std::string_view, 4> kFailedGuesses{"login_failed", "second_factor_failed",
                                                         "passkey_failed", "wrong_password"};

double seconds_of(std::chrono::milliseconds time) {
  return std::chrono::duration<double>(time).count();
}

std::optional<database::ChoreRun> run_of(std::string_view chore,
                                         const std::vector<database::ChoreRun>& runs) {
  const auto found = std::ranges::find(runs, chore, &database::ChoreRun::chore);
  if (found == runs.end()) return std::nullopt;
  return *found;
}

/// A folder that is not there yet is on no other disk.
Result<bool> is_on_another_disk(const std::filesystem::path& folder,
                                const std::filesystem::path& than) {
  struct stat one{};
  struct stat other{};
  if (::stat(folder.c_str(), &one) != 0) {
    if (errno == ENOENT) return false;
    return fail_errno_retryable("look at " + folder.string(), errno);
  }
  if (::stat(than.c_str(), &other) != 0) {
    return fail_errno_retryable("look at " + than.string(), errno);
  }
  return one.st_dev != other.st_dev;
}

}  // namespace

AlarmWatchOptions alarm_watch_options(const config::Settings& settings, const DataLayout& layout) {
  return {.state_file = layout.alarms(),
          .folder = layout.root,
          .objects = layout.objects(),
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
  // However many entries there are of other kinds: they must not hide these.
  for (;;) {
    AUDMG_TRY(const auto entries, audit.list_entries(request));
    for (const database::AuditEntry& entry : entries) {
      if (entry.at < since) return count;
      if (std::ranges::find(kFailedGuesses, entry.action) != kFailedGuesses.end()) ++count;
    }
    if (entries.size() < request.limit || count >= kMaxCountedFailures) return count;
    request.before = entries.back().id;
  }
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
  bool is_loaded = false;
  for (auto pause = options_.start_delay;; pause = options_.interval) {
    {
      std::unique_lock lock(mutex_);
      wake_.wait_for(lock, stop, pause, [] { return false; });
    }
    if (stop.stop_requested()) return;
    try {
      if (!is_loaded) load();
      is_loaded = true;
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
  const Clock& clock = composition_.services().clock;
  tell_of_stopped_database();
  bool has_changed = board_.begin_watch(clock.now());
  for (const AlarmReading& reading : read_all()) {
    const auto change = board_.compare(reading, clock.now());
    if (!change) continue;
    if (const auto told = tell(*change); !told) {
      log_failure("tell", told.error());
      continue;  // Told after the next look.
    }
    board_.accept(*change, clock.now());
    has_changed = true;
  }
  // After the messages are in their queue: a crash in between repeats an alarm, and loses none.
  if (has_changed) save();
}

void AlarmWatch::save() {
  if (const auto kept = replace_owner_only_file(options_.state_file, board_.to_json()); !kept) {
    log_failure("state", kept.error());
  }
}

void AlarmWatch::tell_of_stopped_database() {
  if (composition_.takes_writes()) return;
  const functions::Services& services = composition_.services();
  if (!untold_) {
    constexpr std::string_view kDetail =
        R"({"message":"A commit failed: the drive takes no writes until it is restarted. )"
        R"(Look at its disk first."})";
    services.logger.log(Level::error, "alarm_raised",
                        {{"alarm", kAlarmDatabaseStopped}, {"detail", kDetail}});
    untold_ = functions::alarm_deliveries(kAlarmDatabaseStopped, std::string(kDetail), services);
  }
  std::erase_if(*untold_, [&](const std::string& body) {
    const auto delivered = services.subscribers.deliver(body);
    if (!delivered) log_failure("tell", delivered.error());
    return delivered.has_value();
  });
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
  struct Step {
    std::string_view name;
    Result<void> (AlarmWatch::*read)(std::vector<AlarmReading>&);
  };
  static constexpr std::array kSteps{Step{"disk", &AlarmWatch::read_disk},
                                     Step{"certificate", &AlarmWatch::read_certificate},
                                     Step{"failed_logins", &AlarmWatch::read_failed_logins},
                                     Step{"queues", &AlarmWatch::read_queues},
                                     Step{"damaged_files", &AlarmWatch::read_damaged_files},
                                     Step{"chores", &AlarmWatch::read_chores}};
  std::vector<AlarmReading> readings;
  for (const Step& step : kSteps) {
    const auto done = (this->*step.read)(readings);
    if (!done) log_failure(step.name, done.error());
    unsigned& failures = failures_[step.name];
    failures = done ? 0 : failures + 1;
    readings.push_back(judge_measurement(step.name, failures, done ? "" : done.error().message));
  }
  return readings;
}

Result<void> AlarmWatch::read_disk(std::vector<AlarmReading>& readings) {
  std::error_code error;
  const auto space = std::filesystem::space(options_.folder, error);
  if (error) return fail(ErrorCode::unavailable, error.message());
  std::uintmax_t least = space.available;
  readings.push_back(judge_disk(space.available, options_.free_space));
  AUDMG_TRY(const bool has_own_disk, is_on_another_disk(options_.objects, options_.folder));
  if (has_own_disk) {
    const auto beside = std::filesystem::space(options_.objects, error);
    if (error) return fail(ErrorCode::unavailable, error.message());
    least = std::min(least, beside.available);
    readings.push_back(judge_disk(beside.available, options_.free_space, "objects"));
  } else {
    readings.push_back({.type = kAlarmDiskLow, .subject = "objects"});
  }
  composition_.metrics().set_gauge("disk_free_bytes", static_cast<double>(least));
  return {};
}

Result<void> AlarmWatch::read_certificate(std::vector<AlarmReading>& readings) {
  if (options_.certificate.empty()) {
    readings.push_back({.type = kAlarmCertificateExpiring});  // Ends one that was on before.
    return {};
  }
  AUDMG_TRY(const auto summary, openssl::inspect_certificate(options_.certificate, options_.key));
  const TimePoint now = composition_.services().clock.now();
  composition_.metrics().set_gauge("certificate_seconds_left", seconds_of(summary.not_after - now));
  readings.push_back(judge_certificate(summary.not_after, now, options_.certificate_left));
  return {};
}

Result<void> AlarmWatch::read_failed_logins(std::vector<AlarmReading>& readings) {
  const functions::Services& services = composition_.services();
  AUDMG_TRY(const std::uint64_t count,
            count_failed_logins(services.clock.now() - kFailedLoginsWindow, services.audit));
  composition_.metrics().set_gauge("failed_logins", static_cast<double>(count));
  readings.push_back(judge_failed_logins(count, options_.failed_logins));
  return {};
}

Result<void> AlarmWatch::read_queues(std::vector<AlarmReading>& readings) {
  Result<void> outcome;
  for (const NamedQueue& queue : composition_.queues()) {
    // Not of the queue that alarms go through: one that cannot be delivered would make more.
    if (queue.name == functions::kEventsQueue) continue;
    const auto attributes = composition_.queue(queue.name).get_queue_attributes();
    if (!attributes) {
      outcome = std::unexpected(attributes.error());
      continue;
    }
    readings.push_back(judge_dead_letters(queue.name, attributes->dead));
  }
  return outcome;
}

Result<void> AlarmWatch::read_damaged_files(std::vector<AlarmReading>& readings) {
  AUDMG_TRY(const std::uint64_t count, functions::count_damaged_files(composition_.services()));
  composition_.metrics().set_gauge("files_damaged", static_cast<double>(count));
  readings.push_back(judge_damaged_files(count));
  return {};
}

Result<void> AlarmWatch::read_chores(std::vector<AlarmReading>& readings) {
  const functions::Services& services = composition_.services();
  AUDMG_TRY(const auto runs, services.drive.list_chore_runs());
  const TimePoint now = services.clock.now();
  const WatchTimes watched{.first = board_.watched_since(), .began = began_};
  const auto scrub = run_of(functions::kScrubChore, runs);
  if (scrub && scrub->succeeded_at) {
    composition_.metrics().set_gauge("scrub_age_seconds", seconds_of(now - *scrub->succeeded_at));
  }
  readings.push_back(
      judge_backup(run_of(functions::kBackupChore, runs), watched, now, options_.backup_age));
  readings.push_back(judge_scrub(scrub, watched, now));
  return {};
}

void AlarmWatch::log_failure(std::string_view step, const Error& error) {
  composition_.services().logger.log(Level::warning, "alarm_look_failed",
                                     {{"step", step}, {"error", std::string_view(error.message)}});
}

}  // namespace audmg::app

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/background/backup_schedule.hpp"

#include "audmg/app/operations/long_operations.hpp"
#include "audmg/backup/own_snapshots.hpp"
#include "audmg/backup/snapshot_name.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/core/shortage.hpp"
#include "audmg/database/drive_repository.hpp"
#include "audmg/functions/alarms.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/telemetry/logger.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

namespace audmg::app {
namespace {

using telemetry::Level;

constexpr std::chrono::seconds kLongestLook{60};
constexpr std::chrono::minutes kRetryAfterFailure{10};
/// So many schedules may pass without a backup before that is an alarm.
constexpr int kOverdueSchedules = 2;

backup::CreateRequest request_of(const config::Settings& settings) {
  std::error_code error;
  return {.directory = std::filesystem::absolute(settings.backup_dir, error).lexically_normal(),
          .mode = settings.backup_mode == "copy" ? backup::CopyMode::copy : backup::CopyMode::link,
          .keep = settings.backup_keep};
}

}  // namespace

BackupSchedule::BackupSchedule(Composition& composition, const Operations& operations,
                               const config::Settings& settings)
    : composition_(composition),
      operations_(operations),
      request_(request_of(settings)),
      schedule_(settings.backup_schedule),
      tells_when_overdue_(settings.uses_aws()),
      started_(composition.services().clock.now()),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

BackupSchedule::~BackupSchedule() {
  thread_.request_stop();
  wake_.notify_all();
}

void BackupSchedule::run(const std::stop_token& stop) {
  const std::chrono::seconds pause =
      std::clamp(schedule_ / 4, std::chrono::seconds(1), kLongestLook);
  while (!stop.stop_requested()) {
    try {
      look(stop);
    } catch (...) {
      // Memory was short, say. What was not done is due at the next look.
      const Error error = current_exception_error();
      composition_.services().logger.log(Level::warning, "backup_look_failed",
                                         {{"error", std::string_view(error.message)}});
    }
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, stop, pause, [] { return false; });
  }
}

void BackupSchedule::look(const std::stop_token& stop) {
  const Clock& clock = composition_.services().clock;
  const auto age_of_newest = [&] {
    const TimePoint newest = newest_backup().value_or(started_);
    return std::chrono::duration_cast<std::chrono::seconds>(
        std::max(clock.now() - newest, std::chrono::milliseconds(0)));
  };
  const auto newest = newest_backup();
  const bool is_due = !newest || clock.now() - *newest >= schedule_;
  if (is_due && clock.now() >= next_try_) {
    const auto made = create_and_wait(operations_, request_,
                                      [&](const BackupStatus&) { return !stop.stop_requested(); });
    if (stop.stop_requested()) return;
    const bool is_made_by_hand =
        !made && made.error().code == ErrorCode::conflict && made.error().retryable;
    if (made && made->shrunk_from > 0) {
      alarm(Trouble::shrunk, age_of_newest(),
            "the drive has less than half of the files of the backup before");
    }
    if (!made && !is_made_by_hand) {
      next_try_ = clock.now() + std::min<std::chrono::seconds>(schedule_, kRetryAfterFailure);
      alarm(Trouble::overdue, age_of_newest(), made.error().message);
    }
  }
  const std::chrono::seconds age = age_of_newest();
  composition_.metrics().set_gauge("backup_age_seconds", static_cast<double>(age.count()));
  if (age > kOverdueSchedules * schedule_) {
    alarm(Trouble::overdue, age, "no backup was made in time");
  }
}

std::optional<TimePoint> BackupSchedule::newest_backup() {
  const auto drive = composition_.services().drive.find_identity();
  if (!drive) return std::nullopt;
  const auto snapshots = backup::list_own_snapshots(request_.directory, *drive);
  if (!snapshots || snapshots->empty()) return std::nullopt;
  return backup::snapshot_time(snapshots->back().snapshot.name);
}

void BackupSchedule::alarm(Trouble trouble, std::chrono::seconds age, const std::string& reason) {
  const TimePoint newest = newest_backup().value_or(TimePoint());
  if (told_at_ == newest) return;
  told_at_ = newest;
  const functions::Services& services = composition_.services();
  services.logger.log(Level::error, "backup_overdue",
                      {{"ageSeconds", std::int64_t{age.count()}},
                       {"directory", std::string_view(request_.directory.native())},
                       {"reason", std::string_view(reason)}});
  if (trouble == Trouble::overdue && !tells_when_overdue_) return;
  json::Writer json;
  json.begin_object().field("ageSeconds", age.count()).field("reason", reason).end_object();
  const auto sent = functions::raise_alarm(functions::kAlarmBackupOverdue, std::move(json).take(),
                                           composition_.queue(functions::kEventsQueue), services);
  if (!sent) told_at_.reset();  // Again at the next look.
}

}  // namespace audmg::app

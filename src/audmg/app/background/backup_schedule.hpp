// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/composition/composition.hpp"
#include "audmg/app/operations/operations.hpp"
#include "audmg/backup/create.hpp"
#include "audmg/config/settings.hpp"
#include "audmg/core/clock.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

namespace audmg::app {

/// Makes scheduled backups, according to AUDMG_BACKUP_DIR, AUDMG_BACKUP_SCHEDULE and
/// AUDMG_BACKUP_KEEP, on a thread of its own. Sets the metric `backup_age_seconds`; when the newest
/// backup is too old, one failed, or the drive shrank, logs it and notifies subscribers
/// (alarm.backup_overdue), where no AlarmWatch tells of the first two.
class BackupSchedule {
 public:
  /// Precondition: settings.backup_dir is set. References must outlive it.
  BackupSchedule(Composition& composition, const Operations& operations,
                 const config::Settings& settings);
  /// Ends at once; a current run ends with the operations.
  ~BackupSchedule();
  BackupSchedule(const BackupSchedule&) = delete;
  BackupSchedule& operator=(const BackupSchedule&) = delete;

 private:
  void run(const std::stop_token& stop);
  void look(const std::stop_token& stop);
  /// Returns the time of this drive's newest backup; ignores other drives' backups in the same
  /// folder.
  [[nodiscard]] std::optional<TimePoint> newest_backup();
  enum class Trouble { overdue, shrunk };
  void alarm(Trouble trouble, std::chrono::seconds age, const std::string& reason);

  Composition& composition_;
  const Operations& operations_;
  const backup::CreateRequest request_;
  const std::chrono::seconds schedule_;
  const bool tells_when_overdue_;
  const TimePoint started_;
  TimePoint next_try_{};
  /// The newest backup at the last alarm, so that there is one alarm for each; the epoch for none.
  std::optional<TimePoint> told_at_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;  // last: uses all of the above
};

}  // namespace audmg::app

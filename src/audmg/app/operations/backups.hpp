// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/backup/create.hpp"
#include "audmg/backup/progress.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/telemetry/logger.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

namespace audmg::app {

/// The progress of a run, and its report.
struct BackupStatus {
  /// Files of the drive; 0 until it is known.
  std::uint64_t files = 0;
  std::uint64_t files_done = 0;
  std::uint64_t bytes = 0;
  /// Set once the backup is complete.
  std::optional<backup::CreateReport> report{};
};

/// Makes backups of a drive, one at a time, each on a thread of its own: once begun, a run needs no
/// further calls. Thread-safe.
class Backups {
 public:
  /// The references must outlive it. Ends of runs are noted as those of the chore (GET
  /// /admin/status, alarm.backup_overdue) where they go into `regular`, AUDMG_BACKUP_DIR; of all
  /// runs where that is empty. A backup elsewhere says nothing about those that are made regularly.
  Backups(backup::Drive drive, std::filesystem::path regular, const Clock& clock,
          telemetry::Logger& logger);

  /// Begins a run and returns its number. Errors: conflict (retryable: another run is active in
  /// this process).
  [[nodiscard]] Result<std::uint64_t> start(const backup::CreateRequest& request);
  /// Errors: those of the run, once it has failed; not_found (it is not the newest run, or the
  /// server was restarted meanwhile).
  [[nodiscard]] Result<BackupStatus> status(std::uint64_t run);

 private:
  void run(const backup::CreateRequest& request, backup::Progress& progress,
           const std::stop_token& stop);
  [[nodiscard]] Result<backup::CreateReport> create(const backup::CreateRequest& request,
                                                    backup::Progress& progress,
                                                    const std::stop_token& stop);
  void log(const backup::CreateRequest& request, const Result<backup::CreateReport>& outcome);

  const backup::Drive drive_;
  const std::filesystem::path regular_;
  const Clock& clock_;
  telemetry::Logger& logger_;
  std::mutex mutex_;
  bool is_running_ = false;
  std::uint64_t newest_run_ = 0;
  std::unique_ptr<backup::Progress> progress_;
  std::optional<Result<backup::CreateReport>> outcome_;
  std::jthread thread_;  // last: uses all of the above; its destruction ends a run under way
};

}  // namespace audmg::app

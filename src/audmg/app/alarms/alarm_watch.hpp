// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/alarms/alarm_board.hpp"
#include "audmg/app/alarms/alarm_reading.hpp"
#include "audmg/app/composition/composition.hpp"
#include "audmg/app/data_folder/data_folder.hpp"
#include "audmg/config/settings.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/database/audit_repository.hpp"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace audmg::app {

struct AlarmWatchOptions {
  /// The alarms that are on are kept here, so that a restart repeats none.
  std::filesystem::path state_file;
  /// The folder whose disk is watched, and that of the objects in it, which may be a mount.
  std::filesystem::path folder;
  std::filesystem::path objects;
  /// Both empty: no certificate is watched.
  std::string certificate;
  std::string key;
  /// Limits of alarm_reading.hpp; 0: never.
  std::uint64_t free_space = 0;
  std::chrono::seconds certificate_left{};
  unsigned failed_logins = 0;
  std::chrono::seconds backup_age{};
  /// Time before the first look, so that it finds what the other threads set up.
  std::chrono::milliseconds start_delay{3000};
  std::chrono::milliseconds interval{60'000};
};

[[nodiscard]] AlarmWatchOptions alarm_watch_options(const config::Settings& settings,
                                                    const DataLayout& layout);

/// Looks every minute, on a thread of its own, at what an operator should hear of: disk,
/// certificate, failed log-ins, dead letters, damaged files, backup and scrub. Sends an alarm to
/// the subscribers when one begins, daily while it lasts, and alarm.over when it is over, and sets
/// the metrics that the rules for Prometheus watch. For a drive that one process serves; on AWS
/// CloudWatch does this.
class AlarmWatch {
 public:
  /// `composition` must outlive it. Precondition: this process has the data folder.
  AlarmWatch(Composition& composition, AlarmWatchOptions options);
  ~AlarmWatch();
  AlarmWatch(const AlarmWatch&) = delete;
  AlarmWatch& operator=(const AlarmWatch&) = delete;

 private:
  void run(const std::stop_token& stop);
  void look();
  [[nodiscard]] std::vector<AlarmReading> read_all();
  [[nodiscard]] Result<void> read_disk(std::vector<AlarmReading>& readings);
  [[nodiscard]] Result<void> read_certificate(std::vector<AlarmReading>& readings);
  [[nodiscard]] Result<void> read_failed_logins(std::vector<AlarmReading>& readings);
  [[nodiscard]] Result<void> read_queues(std::vector<AlarmReading>& readings);
  [[nodiscard]] Result<void> read_damaged_files(std::vector<AlarmReading>& readings);
  [[nodiscard]] Result<void> read_chores(std::vector<AlarmReading>& readings);
  [[nodiscard]] Result<void> tell(const AlarmBoard::Change& change);
  /// Past the queue, whose messages are rows of that database.
  void tell_of_stopped_database();
  void load();
  void save();
  void log_failure(std::string_view step, const Error& error);

  Composition& composition_;
  const AlarmWatchOptions options_;
  const TimePoint began_;
  AlarmBoard board_;
  /// The number of failures in a row of each step of the look.
  std::map<std::string_view, unsigned> failures_;
  /// Deliveries of alarm.database_stopped that are not carried out; none before it is raised.
  std::optional<std::vector<std::string>> untold_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;  // last: uses all of the above
};

/// Returns how many guesses at passwords, codes and passkeys failed since `since`; it stops
/// counting at a thousand. Errors: those of the repository.
[[nodiscard]] Result<std::uint64_t> count_failed_logins(TimePoint since,
                                                        database::AuditRepository& audit);

}  // namespace audmg::app

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/database/drive_repository.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::app {

/// Between the value that raises an alarm and the one that ends it, an alarm stays as it is, so
/// that a value which wavers does not send a mail each time.
enum class AlarmLevel { clear, between, raised };

/// One look at a condition that an operator is told of (docs/monitoring.md has them all).
struct AlarmReading {
  /// Type of the event, "alarm.disk_low".
  std::string_view type;
  /// Tells things apart that can be in the same condition: a queue's name.
  std::string subject{};
  AlarmLevel level = AlarmLevel::clear;
  /// One JSON object with a sentence for people, `message`, and the figures.
  std::string detail = "{}";
};

inline constexpr std::string_view kAlarmDiskLow = "alarm.disk_low";
inline constexpr std::string_view kAlarmCertificateExpiring = "alarm.certificate_expiring";
inline constexpr std::string_view kAlarmFailedLogins = "alarm.failed_logins";
inline constexpr std::string_view kAlarmScrubOverdue = "alarm.scrub_overdue";
/// One of the other conditions could not be looked at.
inline constexpr std::string_view kAlarmNotMeasured = "alarm.not_measured";
/// A commit failed. It cannot wait in a queue of the database, so it has no reading and no end.
inline constexpr std::string_view kAlarmDatabaseStopped = "alarm.database_stopped";
/// Tells that an alarm is over; its detail names the alarm.
inline constexpr std::string_view kAlarmOver = "alarm.over";

/// Failed log-ins are counted so far back.
inline constexpr std::chrono::minutes kFailedLoginsWindow{15};
/// The scrub walks daily; so long without an end of a walk is an alarm.
inline constexpr std::chrono::days kScrubPatience{3};
/// A process that has just started has not had the time yet to make what is overdue.
inline constexpr std::chrono::hours kBackupGrace{1};
inline constexpr std::chrono::hours kScrubGrace{12};
/// So many looks in a row may fail.
inline constexpr unsigned kFailedLooks = 5;

/// Since when somebody looks.
struct WatchTimes {
  /// The first look of all at this drive: stands in for a success that there never was.
  TimePoint first;
  /// The start of this process.
  TimePoint began;
};

// Each judges one condition. A limit of 0 means that there is never an alarm.

/// Raised below the limit, over at a tenth more. `subject` is empty for the disk of the data folder
/// and "objects" for one that the objects have for themselves.
[[nodiscard]] AlarmReading judge_disk(std::uint64_t free_bytes, std::uint64_t limit_bytes,
                                      std::string_view subject = {});
/// Raised when the certificate ends within `limit`, over when it does not.
[[nodiscard]] AlarmReading judge_certificate(TimePoint not_after, TimePoint now,
                                             std::chrono::seconds limit);
/// Raised from the limit on, over below half of it.
[[nodiscard]] AlarmReading judge_failed_logins(std::uint64_t count, unsigned limit);
[[nodiscard]] AlarmReading judge_dead_letters(std::string_view queue, std::uint64_t count);
[[nodiscard]] AlarmReading judge_damaged_files(std::uint64_t count);
/// Raised when the last backup failed in this process, or when the last good one is older than
/// `limit` although this process had the time to make one; over after one that succeeded.
[[nodiscard]] AlarmReading judge_backup(const std::optional<database::ChoreRun>& last,
                                        const WatchTimes& watched, TimePoint now,
                                        std::chrono::seconds limit);
/// The same for the scrub, except that a single failure raises nothing: it is tried again.
[[nodiscard]] AlarmReading judge_scrub(const std::optional<database::ChoreRun>& last,
                                       const WatchTimes& watched, TimePoint now);
/// Raised when a step of the look ("disk") has failed kFailedLooks times in a row, `error` being
/// the last one's; over when it succeeds.
[[nodiscard]] AlarmReading judge_measurement(std::string_view step, unsigned failures,
                                             std::string_view error);

}  // namespace audmg::app

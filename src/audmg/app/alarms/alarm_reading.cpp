// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/alarms/alarm_reading.hpp"

#include "audmg/config/quantity.hpp"
#include "audmg/functions/alarms.hpp"
#include "audmg/lib/json/writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace audmg::app {
namespace {

using std::chrono::seconds;

/// Begins a detail with its sentence; the caller adds figures and closes it.
json::Writer begin_detail(std::string_view message) {
  json::Writer json;
  json.begin_object().field("message", message);
  return json;
}

std::string hours_text(seconds age) {
  return config::format_duration(std::chrono::floor<std::chrono::hours>(age));
}

seconds age_since(TimePoint then, TimePoint now) {
  return std::max(std::chrono::floor<seconds>(now - then), seconds(0));
}

/// The age of the last success; of a chore that never succeeded, of the watch itself.
seconds age_of_success(const std::optional<database::ChoreRun>& last, const WatchTimes& watched,
                       TimePoint now) {
  return age_since(last && last->succeeded_at ? *last->succeeded_at : watched.first, now);
}

}  // namespace

AlarmReading judge_disk(std::uint64_t free_bytes, std::uint64_t limit_bytes,
                        std::string_view subject) {
  AlarmReading reading{.type = kAlarmDiskLow, .subject = std::string(subject)};
  if (limit_bytes == 0 || free_bytes >= limit_bytes + limit_bytes / 10) return reading;
  if (free_bytes >= limit_bytes) {
    reading.level = AlarmLevel::between;
    return reading;
  }
  reading.level = AlarmLevel::raised;
  json::Writer json = begin_detail(fmt::format("Only {:.1f} GB are free on the disk of the {}.",
                                               static_cast<double>(free_bytes) / 1e9,
                                               subject.empty() ? "data folder" : subject));
  reading.detail =
      std::move(json.field("freeBytes", free_bytes).field("limitBytes", limit_bytes).end_object())
          .take();
  return reading;
}

AlarmReading judge_certificate(TimePoint not_after, TimePoint now, seconds limit) {
  AlarmReading reading{.type = kAlarmCertificateExpiring};
  if (limit.count() == 0 || not_after - now >= limit) return reading;
  reading.level = AlarmLevel::raised;
  const std::string until = format_rfc3339(not_after);
  json::Writer json =
      begin_detail(now >= not_after ? "The certificate is good no more since " + until + "."
                                    : "The certificate is good until " + until + " only.");
  reading.detail = std::move(json.field("notAfter", until).end_object()).take();
  return reading;
}

AlarmReading judge_failed_logins(std::uint64_t count, unsigned limit) {
  AlarmReading reading{.type = kAlarmFailedLogins};
  if (limit == 0 || count * 2 < limit) return reading;
  if (count < limit) {
    reading.level = AlarmLevel::between;
    return reading;
  }
  reading.level = AlarmLevel::raised;
  json::Writer json =
      begin_detail(fmt::format("{} log-ins failed within {} minutes: somebody guesses passwords, "
                               "or a program has an old one.",
                               count, kFailedLoginsWindow.count()));
  reading.detail = std::move(json.field("count", count).end_object()).take();
  return reading;
}

AlarmReading judge_dead_letters(std::string_view queue, std::uint64_t count) {
  AlarmReading reading{.type = functions::kAlarmDeadLetters, .subject = std::string(queue)};
  if (count == 0) return reading;
  reading.level = AlarmLevel::raised;
  json::Writer json = begin_detail(fmt::format(
      "Given up in the queue {}: {}. See `audmg jobs list --state dead`.", queue, count));
  reading.detail = std::move(json.field("queue", queue).field("count", count).end_object()).take();
  return reading;
}

AlarmReading judge_damaged_files(std::uint64_t count) {
  AlarmReading reading{.type = functions::kAlarmFilesDamaged};
  if (count == 0) return reading;
  reading.level = AlarmLevel::raised;
  json::Writer json =
      begin_detail(fmt::format("Damaged files: {}. `audmg verify` lists them.", count));
  reading.detail = std::move(json.field("count", count).end_object()).take();
  return reading;
}

AlarmReading judge_backup(const std::optional<database::ChoreRun>& last, const WatchTimes& watched,
                          TimePoint now, seconds limit) {
  AlarmReading reading{.type = functions::kAlarmBackupOverdue};
  if (limit.count() == 0) return reading;
  const seconds age = age_of_success(last, watched, now);
  const bool failed = last && !last->error.empty();
  // One that the last stop cut short is made again soon.
  const bool failed_lately = failed && last->ended_at >= watched.began;
  const bool had_time = age_since(watched.began, now) >= std::min<seconds>(kBackupGrace, limit);
  if (!failed_lately && (age <= limit || !had_time)) {
    if (failed || age > limit) reading.level = AlarmLevel::between;
    return reading;
  }
  reading.level = AlarmLevel::raised;
  const std::string reason = failed ? last->error : "no backup was made in time";
  json::Writer json =
      begin_detail(fmt::format("There is no new backup for {}: {}.", hours_text(age), reason));
  reading.detail =
      std::move(json.field("ageSeconds", age.count()).field("reason", reason).end_object()).take();
  return reading;
}

AlarmReading judge_scrub(const std::optional<database::ChoreRun>& last, const WatchTimes& watched,
                         TimePoint now) {
  AlarmReading reading{.type = kAlarmScrubOverdue};
  const seconds age = age_of_success(last, watched, now);
  if (age <= kScrubPatience) return reading;
  if (age_since(watched.began, now) < kScrubGrace) {
    reading.level = AlarmLevel::between;
    return reading;
  }
  reading.level = AlarmLevel::raised;
  json::Writer json = begin_detail(fmt::format(
      "The scrub has not come to its end for {}: damage would not be noticed.", hours_text(age)));
  json.field("ageSeconds", age.count());
  if (last && !last->error.empty()) json.field("reason", last->error);
  reading.detail = std::move(json.end_object()).take();
  return reading;
}

AlarmReading judge_measurement(std::string_view step, unsigned failures, std::string_view error) {
  AlarmReading reading{.type = kAlarmNotMeasured, .subject = std::string(step)};
  if (failures == 0) return reading;
  if (failures < kFailedLooks) {
    reading.level = AlarmLevel::between;
    return reading;
  }
  reading.level = AlarmLevel::raised;
  json::Writer json = begin_detail(
      fmt::format("The drive cannot look at {}, so alarms about it do not come: {}.", step, error));
  reading.detail = std::move(json.field("step", step).field("reason", error).end_object()).take();
  return reading;
}

}  // namespace audmg::app

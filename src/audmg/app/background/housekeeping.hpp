// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/composition/composition.hpp"
#include "audmg/config/settings.hpp"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>

namespace audmg::app {

struct HousekeepingOptions {
  /// Time between two checks. Polling SQS is billed per request.
  std::chrono::seconds watch_interval{5};
  /// Time between two walks over all files for those that are stuck.
  std::chrono::hours files_interval{1};
  /// Time from the begin of a sweep of all objects to the next one, over all processes that work on
  /// the same records; 0: this process is the only one, and sweeps at the start and every hour.
  std::chrono::seconds sweep_period{};
  /// False where an AlarmWatch tells of dead letters.
  bool tells_of_dead_letters = true;
};

[[nodiscard]] HousekeepingOptions housekeeping_options(const config::Settings& settings) noexcept;

/// Does the chores of a server or worker on a thread of its own: sweeps at the start and every hour
/// (where walking over everything is billed, the files daily, and the objects when it is this
/// process's turn), cleans up after other processes and purges the trash every minute, and
/// regularly checks whether the database takes writes and how the queues stand.
class Housekeeping {
 public:
  /// `composition` must outlive this object.
  Housekeeping(Composition& composition, const HousekeepingOptions& options);
  /// Ends after the current bounded pass, if any.
  ~Housekeeping();
  Housekeeping(const Housekeeping&) = delete;
  Housekeeping& operator=(const Housekeeping&) = delete;

 private:
  void run(const std::stop_token& stop);
  void do_what_is_due(const std::stop_token& stop);
  void tidy_when_due(const std::stop_token& stop);
  void sweep_all(const std::stop_token& stop);
  void sweep_objects(const std::stop_token& stop);
  /// Tells when a sweep is refused, and daily while that lasts.
  void tell_of_refused_sweep(bool refused);
  void log_failure(std::string_view step, const Error& error);
  void restart_stuck_files(const std::stop_token& stop);
  void recover_abandoned();
  void purge_trash(const std::stop_token& stop);
  void watch_database();
  void watch_sweep();
  void watch_queues();
  void check_dead_letters(const NamedQueue& queue, std::uint64_t dead);
  /// Returns false when it was told to stop meanwhile.
  [[nodiscard]] bool sleep(const std::stop_token& stop, std::chrono::milliseconds time);

  Composition& composition_;
  const HousekeepingOptions options_;
  bool database_failure_logged_ = false;
  std::chrono::steady_clock::time_point next_sweep_{};
  std::chrono::steady_clock::time_point next_walk_{};
  /// When a sweep of the objects last came to its end, as far as is known here.
  std::optional<std::chrono::steady_clock::time_point> last_sweep_;
  std::chrono::steady_clock::time_point next_tidy_{};
  /// When the next alarm about sweeps that are refused is due; unset while they are not.
  std::optional<std::chrono::steady_clock::time_point> next_sweep_alarm_;
  /// Dead messages of each queue at the last check.
  std::map<std::string_view, std::uint64_t> dead_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;  // last: uses all of the above
};

}  // namespace audmg::app

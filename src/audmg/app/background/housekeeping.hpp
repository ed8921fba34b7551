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
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>

namespace audmg::app {

/// Queues of others cost by the look.
[[nodiscard]] std::chrono::seconds watch_interval(const config::Settings& settings) noexcept;

/// What a server or worker does by the way, on a thread of its own: the sweeps at start and every
/// hour, what other processes left every minute, and a look at whether the database still takes
/// writes and how the queues stand.
class Housekeeping {
 public:
  /// `watch_interval`: between two looks. `composition` must outlive this.
  Housekeeping(Composition& composition, std::chrono::seconds watch_interval);
  /// Ends after the bounded pass under way, if any.
  ~Housekeeping();
  Housekeeping(const Housekeeping&) = delete;
  Housekeeping& operator=(const Housekeeping&) = delete;

 private:
  void run(const std::stop_token& stop);
  void do_what_is_due(const std::stop_token& stop);
  void sweep_all(const std::stop_token& stop);
  void sweep_objects(const std::stop_token& stop);
  void log_failure(std::string_view step, const Error& error);
  void restart_stuck_files(const std::stop_token& stop);
  void tidy();
  void watch_database();
  void watch_queues();
  void look_at_dead_letters(const NamedQueue& queue, std::uint64_t dead);
  /// False when it was told to stop meanwhile.
  [[nodiscard]] bool sleep(const std::stop_token& stop, std::chrono::milliseconds time);

  Composition& composition_;
  const std::chrono::seconds watch_interval_;
  bool told_of_database_ = false;
  std::chrono::steady_clock::time_point next_sweep_{};
  std::chrono::steady_clock::time_point next_tidy_{};
  /// Dead messages of each queue at the last look.
  std::map<std::string_view, std::uint64_t> dead_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;  // last: uses all of the above
};

}  // namespace audmg::app

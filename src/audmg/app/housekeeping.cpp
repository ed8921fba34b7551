// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/housekeeping.hpp"

#include "audmg/functions/sweep.hpp"

namespace audmg::app {
namespace {

using telemetry::Level;

constexpr std::chrono::hours kSweepInterval{1};
constexpr std::chrono::seconds kWatchInterval{5};
/// Between two passes of one sweep, so that it never keeps a disk busy.
constexpr std::chrono::milliseconds kBetweenPasses{200};

}  // namespace

Housekeeping::Housekeeping(Composition& composition)
    : composition_(composition), thread_([this](const std::stop_token& stop) { run(stop); }) {}

Housekeeping::~Housekeeping() {
  thread_.request_stop();
  wake_.notify_all();
}

void Housekeeping::run(const std::stop_token& stop) {
  auto next_sweep = std::chrono::steady_clock::now();
  do {
    watch_database();
    if (std::chrono::steady_clock::now() >= next_sweep) {
      sweep_all(stop);
      next_sweep = std::chrono::steady_clock::now() + kSweepInterval;
    }
  } while (sleep(stop, kWatchInterval));
}

void Housekeeping::sweep_all(const std::stop_token& stop) {
  std::string position;
  std::size_t failures = 0;
  do {
    failures = functions::sweep(composition_.services(), position).failures;
  } while (failures == 0 && !position.empty() && sleep(stop, kBetweenPasses));
}

void Housekeeping::watch_database() {
  const bool takes_writes = composition_.takes_writes();
  composition_.metrics().set_gauge("database_takes_writes", takes_writes ? 1 : 0);
  if (takes_writes || told_of_database_) return;
  told_of_database_ = true;
  composition_.services().logger.log(
      Level::error, "database_stopped_writing",
      {{"advice", std::string_view("a commit failed; look at the disk, then restart the server")}});
}

bool Housekeeping::sleep(const std::stop_token& stop, std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, stop, time, [] { return false; });
  return !stop.stop_requested();
}

}  // namespace audmg::app

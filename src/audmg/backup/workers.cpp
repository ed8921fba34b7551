// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/backup/workers.hpp"

#include "audmg/core/shortage.hpp"

#include <atomic>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace audmg::backup {

Result<void> run_workers(const std::function<Result<bool>()>& step, const std::stop_token& stop) {
  std::atomic<bool> ended = false;
  std::mutex mutex;
  std::optional<Error> error;
  const auto fail_once = [&](Error what) {
    const std::scoped_lock lock(mutex);
    if (!error) error = std::move(what);
    ended = true;
  };
  const auto guarded_step = [&]() -> Result<bool> {
    try {
      return step();
    } catch (...) {
      return std::unexpected(current_exception_error());
    }
  };
  const auto work = [&] {
    while (!ended) {
      if (stop.stop_requested()) {
        return fail_once({ErrorCode::unavailable, "stopped before it was done", true});
      }
      auto goes_on = guarded_step();
      if (!goes_on) return fail_once(std::move(goes_on).error());
      if (!*goes_on) return;
    }
  };
  {
    std::vector<std::jthread> threads;
    try {
      for (unsigned i = 1; i < kObjectThreads; ++i) threads.emplace_back(work);
    } catch (...) {
      // Threads or memory are short: those that were made do the work, or this one alone.
    }
    work();
  }
  if (error) return std::unexpected(*std::move(error));
  return {};
}

}  // namespace audmg::backup

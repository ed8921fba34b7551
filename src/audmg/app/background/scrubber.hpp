// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/composition/composition.hpp"
#include "audmg/config/settings.hpp"
#include "audmg/core/result.hpp"
#include "audmg/functions/upkeep/scrub.hpp"
#include "audmg/functions/upkeep/scrub_turn.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>

namespace audmg::app {

struct ScrubberOptions {
  functions::ScrubOptions scrub;
  /// Delay before the first walk, so that it does not slow down the start.
  std::chrono::milliseconds start_delay{3000};
  /// Delay after a walk that was ended by a shortage (of memory, say).
  std::chrono::milliseconds retry_delay{60'000};
  /// Other processes work on the same records, and only one of them scrubs at a time.
  bool takes_turns = false;
};

/// Returns how this deployment scrubs in the background.
[[nodiscard]] ScrubberOptions scrubber_options(const config::Settings& settings);

/// Scrubs in the background, on a thread of its own with the lowest disk priority: walks over all
/// files soon after the start and daily. The records say which files are due, so that a restart
/// continues where the last process ended. Reports damage to metrics and subscribers. An error in a
/// walk never ends the thread.
class Scrubber {
 public:
  /// `composition` must outlive it.
  Scrubber(Composition& composition, ScrubberOptions options);
  /// Ends after the current step.
  ~Scrubber();
  Scrubber(const Scrubber&) = delete;
  Scrubber& operator=(const Scrubber&) = delete;

 private:
  void run(const std::stop_token& stop);
  /// Returns the time to wait before the next walk.
  [[nodiscard]] std::chrono::milliseconds walk_guarded(const std::stop_token& stop);
  void walk(const std::stop_token& stop);
  /// Returns whether the walk was completed; false when it was told to stop, or another process has
  /// the turn.
  [[nodiscard]] Result<bool> walk_with(const functions::ScrubOptions& options,
                                       const std::stop_token& stop);
  /// Returns false while another process has the turn.
  [[nodiscard]] Result<bool> take_turn();
  void end_turn();
  void tell_outcome();
  void tell_failure(const Error& error);
  void note_end(const Result<std::string>& figures);
  void raise(std::string_view alarm, std::string detail);
  void log_failure(const Error& error);
  /// Returns false when it was told to stop meanwhile.
  [[nodiscard]] bool sleep(const std::stop_token& stop, std::chrono::milliseconds time);

  Composition& composition_;
  const ScrubberOptions options_;
  functions::ScrubTurn turn_;
  functions::ScrubReport sum_;
  std::uint64_t bytes_read_ = 0;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;  // last: uses all of the above
};

}  // namespace audmg::app

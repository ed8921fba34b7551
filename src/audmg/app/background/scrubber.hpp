// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/composition/composition.hpp"
#include "audmg/config/settings.hpp"
#include "audmg/core/result.hpp"
#include "audmg/functions/upkeep/chore_round.hpp"
#include "audmg/functions/upkeep/scrub.hpp"
#include "audmg/sealing/keyring.hpp"

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
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
  /// Other processes work on the same records: once a day one of them scrubs, and when it ends,
  /// another one goes on where it was.
  bool takes_turns = false;
  /// False where an AlarmWatch tells of damaged files.
  bool tells_of_damage = true;
};

/// Returns how this deployment scrubs in the background. `keyring` is as in scrub_options().
[[nodiscard]] ScrubberOptions scrubber_options(const config::Settings& settings,
                                               std::shared_ptr<const sealing::Keyring> keyring);

/// Scrubs in the background, on a thread of its own with the lowest disk priority: walks over all
/// files soon after the start and daily. The records say which files are due, so that a restart
/// does not read those again that the last process read. Reports damage to metrics and subscribers.
/// An error in a walk never ends the thread.
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
  /// Returns whether the walks were completed; false when it was told to stop, or another process
  /// has taken the turn.
  [[nodiscard]] Result<bool> walk_in_turn(const std::stop_token& stop);
  /// Notes in `place`, unless it is null, how far the walk is.
  [[nodiscard]] Result<bool> walk_with(functions::Scrub& scrub, std::string* place,
                                       const std::stop_token& stop);
  /// Returns false when another process has the turn, or has had it lately.
  [[nodiscard]] Result<bool> take_turn();
  [[nodiscard]] Result<bool> keep_turn();
  [[nodiscard]] Result<void> save_place();
  void end_turn(const Result<bool>& finished);
  void tell_outcome();
  void tell_failure(const Error& error);
  void note_end(const Result<std::string>& figures);
  void raise(std::string_view alarm, std::string detail);
  void log_failure(const Error& error);
  /// Returns false when it was told to stop meanwhile.
  [[nodiscard]] bool sleep(const std::stop_token& stop, std::chrono::milliseconds time);

  Composition& composition_;
  const ScrubberOptions options_;
  /// Set while it has the turn, where it takes turns.
  std::optional<functions::ChoreRound> round_;
  /// The place where the round goes on.
  std::string place_;
  functions::ScrubReport sum_;
  std::uint64_t bytes_read_ = 0;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;  // last: uses all of the above
};

}  // namespace audmg::app

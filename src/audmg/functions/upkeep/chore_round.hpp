// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/functions/services.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::functions {

// Leases of the chores that walk over the whole drive, where several processes work on the same
// records.
inline constexpr std::string_view kSweepLease = "sweep";
inline constexpr std::string_view kScrubLease = "scrub";

/// Time from the begin of a round to the next one, where several processes look for one that is due
/// or a schedule does so daily: less than a day, which a schedule keeps only roughly.
inline constexpr std::chrono::hours kDailyRound{20};

struct ChoreRoundOptions {
  std::string_view lease;
  /// Time from the begin of a round to the begin of the next; 0: a round is always due.
  std::chrono::seconds period{};
  /// Only go on with a round that is under way.
  bool begins_none = false;
  /// Duration of a turn. A step between two calls of keep() must take less.
  std::chrono::milliseconds turn{std::chrono::minutes(5)};
};

/// This process's part in a chore that is done in rounds, one a period over all processes. One
/// process at a time has the turn; when it ends or dies, another one goes on at the place that it
/// saved. Not thread-safe.
class ChoreRound {
 public:
  /// `services` must outlive it.
  ChoreRound(const ChoreRoundOptions& options, const Services& services);

  /// Takes the turn if a round is due or under way; returns the place where it goes on ("": at the
  /// beginning), or nothing when there is nothing to do, or another process has the turn. Errors:
  /// those of the repository.
  [[nodiscard]] Result<std::optional<std::string>> begin();
  /// Keeps the turn, which must be done before each step; returns false when another process has
  /// taken it, whose round it is then. Errors: those of the repository.
  [[nodiscard]] Result<bool> keep();
  /// Saves the place; returns false when another process has taken the turn. Errors: those of the
  /// repository.
  [[nodiscard]] Result<bool> save(std::string_view place);
  /// Ends the round, as its end or for a reason that the next round may meet again, and the turn.
  /// Errors: those of the repository.
  [[nodiscard]] Result<void> finish(bool succeeded);
  /// Gives up the turn; the round goes on at the place saved last. Errors: those of the repository.
  [[nodiscard]] Result<void> leave();

  /// Returns the time since a round last succeeded, or since the round under way began if none ever
  /// did; nothing before the first. As of the last call of begin() or finish().
  [[nodiscard]] std::optional<std::chrono::seconds> age() const;

 private:
  [[nodiscard]] std::string written(std::string_view place, bool under_way) const;
  void read(std::string_view text);

  const ChoreRoundOptions options_;
  const Services services_;
  const std::string holder_;
  // As saved:
  std::optional<TimePoint> begun_at_;
  std::optional<TimePoint> succeeded_at_;
  bool under_way_ = false;
  std::string place_;
};

}  // namespace audmg::functions

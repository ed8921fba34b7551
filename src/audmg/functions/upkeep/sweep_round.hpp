// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/functions/upkeep/chore_round.hpp"
#include "audmg/functions/upkeep/sweep.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>

namespace audmg::functions {

/// A round of the sweep of objects that takes so long is not finished, as operators see it.
inline constexpr std::chrono::days kSweepOverdue{3};

struct SweepRun {
  enum class End {
    idle,      ///< no round is due, or another process has the turn
    goes_on,   ///< a later run, or another process, goes on
    finished,  ///< the round is over
    refused,   ///< the round is over, because the report says so
  };

  End end = End::idle;
  /// It went on with a round that was under way.
  bool resumed = false;
  ObjectSweepReport report{};
  /// As ChoreRound::age().
  std::optional<std::chrono::seconds> age{};
  /// Set when a pass failed; it has been given up, and a later run makes it again.
  std::optional<Error> error{};
};

/// Does this process's part in a round of the sweep of objects, until the round is over, `stop` is
/// requested, or `pause`, which is called between two passes, returns false. Raises no alarm.
[[nodiscard]] SweepRun run_object_sweep(const ChoreRoundOptions& options,
                                        const std::function<bool()>& pause,
                                        const std::stop_token& stop, const Services& services);

}  // namespace audmg::functions

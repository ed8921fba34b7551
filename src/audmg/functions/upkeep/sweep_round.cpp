// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/upkeep/sweep_round.hpp"

#include <utility>

namespace audmg::functions {
namespace {

using End = SweepRun::End;

Result<End> make_passes(ChoreRound& round, ObjectSweep& sweep, const std::function<bool()>& pause,
                        const std::stop_token& stop) {
  for (;;) {
    AUDMG_TRY(const bool is_my_turn, round.keep());
    if (!is_my_turn) return End::goes_on;
    const auto more = sweep.pass(stop);
    if (sweep.is_done()) {
      const bool refused = sweep.report().refused || sweep.report().stopped;
      AUDMG_CHECK(round.finish(!refused));
      return refused ? End::refused : End::finished;
    }
    // After a failure, too: what it moved to the quarantine counts in the next run.
    const auto saved = round.save(sweep.place());
    if (!more) {
      static_cast<void>(round.leave());  // Otherwise it ends by itself.
      return std::unexpected(more.error());
    }
    if (!saved) return std::unexpected(saved.error());
    if (!*saved) return End::goes_on;
    if (!*more || !pause()) {
      AUDMG_CHECK(round.leave());
      return End::goes_on;
    }
  }
}

}  // namespace

SweepRun run_object_sweep(const ChoreRoundOptions& options, const std::function<bool()>& pause,
                          const std::stop_token& stop, const Services& services) {
  SweepRun run;
  ChoreRound round(options, services);
  const auto sweep_on = [&]() -> Result<End> {
    AUDMG_TRY(const auto place, round.begin());
    if (!place) return End::idle;
    run.resumed = !place->empty();
    ObjectSweep sweep(services, *place);
    auto ended = make_passes(round, sweep, pause, stop);
    run.report = sweep.report();
    return ended;
  };
  if (auto ended = sweep_on(); ended) {
    run.end = *ended;
  } else {
    run.end = End::goes_on;
    run.error = std::move(ended).error();
  }
  run.age = round.age();
  return run;
}

}  // namespace audmg::functions

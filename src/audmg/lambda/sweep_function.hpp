// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/functions/upkeep/chore_round.hpp"
#include "audmg/lambda/backup_age.hpp"
#include "audmg/lambda/deployment.hpp"
#include "audmg/lambda/invocation.hpp"

#include <stop_token>
#include <string_view>

namespace audmg::lambda {

/// Removes the remains of interrupted requests on a schedule. {"sweep":"due"}, every minute,
/// handles everything that has expired according to the records; {"sweep":"objects"}, once a day,
/// handles remains that are found only by examining every file and every object. {"sweep":"scrub"},
/// once a day, verifies that files are unchanged. {"sweep":"rest"}, every hour, goes on with an
/// examination of the objects, or a scrub, that did not come to its end. Each stops before its time
/// runs out and reports that.
class SweepFunction final : public Function {
 public:
  /// `deployment` must outlive it.
  explicit SweepFunction(Deployment& deployment)
      : deployment_(deployment), backup_age_(deployment) {}

  [[nodiscard]] InvocationResult handle(Invocation& invocation) override;

 private:
  enum class End {
    finished,  ///< or nothing was due, or another process does it
    goes_on,   ///< the next one goes on where this one was
    cut_off,   ///< the next one starts over
  };
  /// Begins a round if one is due, or only goes on with one.
  enum class Round { due, rest };

  [[nodiscard]] Result<End> run(std::string_view what, const std::stop_token& stop);
  [[nodiscard]] Result<void> sweep_due(const std::stop_token& stop);
  [[nodiscard]] Result<void> tidy(const std::stop_token& stop);
  [[nodiscard]] Result<End> sweep_everything(const std::stop_token& stop);
  /// Returns whether it reached the end.
  [[nodiscard]] Result<bool> restart_stuck_files(const std::stop_token& stop);
  [[nodiscard]] Result<End> sweep_all_objects(Round which, const std::stop_token& stop);
  [[nodiscard]] Result<End> scrub(Round which, const std::stop_token& stop);
  /// Returns whether it reached the end.
  [[nodiscard]] Result<bool> scrub_files(functions::ChoreRound& round, std::string_view place,
                                         const std::stop_token& stop);

  Deployment& deployment_;
  BackupAge backup_age_;
};

}  // namespace audmg::lambda

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/lambda/backup_age.hpp"
#include "audmg/lambda/deployment.hpp"
#include "audmg/lambda/invocation.hpp"

#include <stop_token>

namespace audmg::lambda {

/// Removes the remains of interrupted requests on a schedule. {"sweep":"due"}, every minute,
/// handles everything that has expired according to the records; {"sweep":"objects"}, once a day,
/// handles remains that are found only by examining every file and every object. {"sweep":"scrub"},
/// once a day, verifies that files are unchanged. Each stops before its time runs out and reports
/// that: the next sweep of objects starts from the first one again, and so does the next scrub, but
/// verified files are then no longer due.
class SweepFunction final : public Function {
 public:
  /// `deployment` must outlive it.
  explicit SweepFunction(Deployment& deployment)
      : deployment_(deployment), backup_age_(deployment) {}

  [[nodiscard]] InvocationResult handle(Invocation& invocation) override;

 private:
  [[nodiscard]] Result<void> sweep_due(const std::stop_token& stop);
  /// Returns whether it reached the end.
  [[nodiscard]] Result<bool> restart_stuck_files(const std::stop_token& stop);
  /// Returns whether it reached the end.
  [[nodiscard]] Result<bool> sweep_all_objects(const std::stop_token& stop);
  /// Returns whether it reached the end or another process is scrubbing.
  [[nodiscard]] Result<bool> scrub(const std::stop_token& stop, TimePoint deadline);
  [[nodiscard]] Result<bool> scrub_files(const std::stop_token& stop);

  Deployment& deployment_;
  BackupAge backup_age_;
};

}  // namespace audmg::lambda

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lambda/deployment.hpp"

#include <optional>

namespace audmg::lambda {

/// Tells how old the last backup is, wherever it was made: the records know it. An alarm watches
/// the gauge (deploy/resources/alarms.yml). Not thread-safe.
class BackupAge {
 public:
  /// `deployment` must outlive it.
  explicit BackupAge(Deployment& deployment) : deployment_(deployment) {}

  /// Sets the gauge `backup_age_seconds` if a backup has ever succeeded. Looks once an hour however
  /// often it is called, because each look is a read that is paid for. Errors: those of the
  /// records; the next call looks again.
  [[nodiscard]] Result<void> tell_when_due();

 private:
  Deployment& deployment_;
  std::optional<TimePoint> looked_at_;
};

}  // namespace audmg::lambda

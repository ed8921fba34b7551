// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/backup_age.hpp"

#include "audmg/functions/services.hpp"
#include "audmg/functions/upkeep/backup_age.hpp"

#include <chrono>

namespace audmg::lambda {
namespace {

constexpr std::chrono::hours kBetweenLooks{1};

}  // namespace

Result<void> BackupAge::tell_when_due() {
  const functions::Services& services = deployment_.services();
  const TimePoint now = services.clock.now();
  if (looked_at_ && now - *looked_at_ < kBetweenLooks) return {};
  AUDMG_TRY(const auto age, functions::age_of_last_backup(services));
  looked_at_ = now;
  if (age) {
    deployment_.metrics().set_gauge("backup_age_seconds",
                                    std::chrono::duration<double>(*age).count());
  }
  return {};
}

}  // namespace audmg::lambda

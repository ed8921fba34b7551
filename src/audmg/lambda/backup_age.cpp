// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/backup_age.hpp"

#include "audmg/database/drive_repository.hpp"
#include "audmg/functions/services.hpp"
#include "audmg/functions/upkeep/chore_note.hpp"

#include <chrono>

namespace audmg::lambda {
namespace {

constexpr std::chrono::hours kBetweenLooks{1};

}  // namespace

Result<void> BackupAge::tell_when_due() {
  const functions::Services& services = deployment_.services();
  const TimePoint now = services.clock.now();
  if (looked_at_ && now - *looked_at_ < kBetweenLooks) return {};
  AUDMG_TRY(const auto runs, services.drive.list_chore_runs());
  looked_at_ = now;
  for (const database::ChoreRun& run : runs) {
    if (run.chore != functions::kBackupChore || !run.succeeded_at) continue;
    const auto age = std::chrono::duration<double>(now - *run.succeeded_at);
    deployment_.metrics().set_gauge("backup_age_seconds", age.count());
  }
  return {};
}

}  // namespace audmg::lambda

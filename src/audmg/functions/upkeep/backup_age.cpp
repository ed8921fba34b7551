// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/upkeep/backup_age.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/database/drive_repository.hpp"
#include "audmg/functions/upkeep/chore_note.hpp"

#include <algorithm>

namespace audmg::functions {

Result<std::optional<std::chrono::milliseconds>> age_of_last_backup(const Services& services) {
  AUDMG_TRY(const auto runs, services.drive.list_chore_runs());
  const auto backup = std::ranges::find(runs, kBackupChore, &database::ChoreRun::chore);
  if (backup == runs.end() || !backup->succeeded_at) return std::nullopt;
  return services.clock.now() - *backup->succeeded_at;
}

}  // namespace audmg::functions

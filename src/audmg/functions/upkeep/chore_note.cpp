// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/upkeep/chore_note.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/database/drive_repository.hpp"
#include "audmg/telemetry/logger.hpp"

namespace audmg::functions {

void note_chore_end(std::string_view chore, const Result<std::string>& figures,
                    database::DriveRepository& drive, const Clock& clock,
                    telemetry::Logger& logger) {
  database::ChoreRun run{.chore = std::string(chore), .ended_at = clock.now()};
  if (figures) {
    run.figures = *figures;
  } else {
    run.error = figures.error().message.empty() ? "it failed" : figures.error().message;
  }
  const auto noted = drive.note_chore_run(run);
  if (noted) return;
  logger.log(telemetry::Level::warning, "chore_not_noted",
             {{"chore", chore}, {"error", std::string_view(noted.error().message)}});
}

}  // namespace audmg::functions

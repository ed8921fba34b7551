// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/background/background.hpp"
#include "audmg/app/background/housekeeping.hpp"
#include "audmg/app/background/scrubber.hpp"
#include "audmg/app/cli/process.hpp"
#include "audmg/app/cli/signals.hpp"
#include "audmg/app/commands/commands.hpp"
#include "audmg/app/composition/composition.hpp"
#include "audmg/app/composition/open_drive.hpp"
#include "audmg/app/data_folder/claim_data_folder.hpp"
#include "audmg/config/config_error.hpp"
#include "audmg/telemetry/logger.hpp"

#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <string_view>

namespace audmg::app {
namespace {

using telemetry::Level;

void wait_until_told() {
  while (wait_for_signal(std::chrono::hours(1)) != Signal::terminate) {
  }
}

}  // namespace

ExitCode run(const WorkerCommand&, const config::Settings& settings) {
  hold_signals();
  static_cast<void>(raise_descriptor_limit());
  if (!settings.uses_aws()) {
    throw config::ConfigError(
        "AUDMG_ADAPTERS is embedded: one process owns a data folder, and `audmg serve` works on "
        "its "
        "jobs itself. `audmg worker` is for AUDMG_ADAPTERS=aws.");
  }
  auto folder = open_folder(settings, "audmg worker");
  if (!folder) return report(folder.error().message, ExitCode::failure);
  auto composition = make_composition(settings, folder->layout(), LogTarget::standard_output);
  if (!composition) return report(composition.error().message, ExitCode::failure);
  if (const auto opened = open_drive((*composition)->services()); !opened) {
    return report(opened.error().message, ExitCode::failure);
  }
  telemetry::Logger& logger = (*composition)->services().logger;
  {
    const Background background(**composition, settings, folder->layout());
    const Housekeeping housekeeping(**composition, housekeeping_options(settings));
    const Scrubber scrubber(**composition, scrubber_options(settings));
    logger.log(Level::info, "worker_started",
               {{"version", std::string_view(AUDMG_VERSION)}, {"pid", std::int64_t{::getpid()}}});
    logger.flush();
    wait_until_told();
  }
  logger.log(Level::info, "worker_stopped", {});
  return ExitCode::success;
}

}  // namespace audmg::app

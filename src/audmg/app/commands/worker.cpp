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
#include "audmg/server/status_server.hpp"
#include "audmg/telemetry/logger.hpp"

#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <optional>
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
  const functions::Services& services = (*composition)->services();
  telemetry::Logger& logger = services.logger;
  std::optional<server::StatusServer> status;
  if (!settings.worker_listen.address.empty()) status.emplace(services, (*composition)->metrics());
  {
    const Background background(**composition, settings, folder->layout());
    const Housekeeping housekeeping(**composition, housekeeping_options(settings));
    const Scrubber scrubber(**composition, scrubber_options(settings, (*composition)->keyring()));
    if (status) {
      const auto started =
          status->start({settings.worker_listen.address, settings.worker_listen.port});
      if (!started)
        return report("AUDMG_WORKER_LISTEN: " + started.error().message + ".", ExitCode::failure);
    }
    logger.log(Level::info, "worker_started",
               {{"version", std::string_view(AUDMG_VERSION)},
                {"pid", std::int64_t{::getpid()}},
                {"statusPort", std::int64_t{status ? status->port() : 0}}});
    logger.flush();
    wait_until_told();
    // Watchers hear of it while the jobs under way come to their ends.
    services.readiness.draining = true;
  }
  logger.log(Level::info, "worker_stopped", {});
  return ExitCode::success;
}

}  // namespace audmg::app

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/commands/with_operations.hpp"

#include "audmg/app/commands/commands.hpp"
#include "audmg/app/composition/composition.hpp"
#include "audmg/app/control/control_client.hpp"
#include "audmg/app/control/protocol.hpp"
#include "audmg/app/data_folder/data_folder.hpp"
#include "audmg/app/data_folder/drive_address.hpp"
#include "audmg/app/operations/local_operations.hpp"

#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <system_error>
#include <thread>

namespace audmg::app {
namespace {

using Work = std::function<Result<void>(const Operations&)>;

/// Another short command, or a server that is just starting or stopping, is done by then.
constexpr std::chrono::seconds kMaxWait{5};
constexpr std::chrono::milliseconds kRetryInterval{50};

Result<void> work_on_stores(const config::Settings& settings, const DataFolder& folder,
                            const Work& work) {
  AUDMG_TRY(const auto composition,
            make_composition(settings, folder.layout(), LogTarget::nowhere));
  // For the mails to users. On AWS nobody knows the address but the setting.
  if (!settings.uses_aws()) {
    AUDMG_CHECK(composition->set_public_url(drive_address(settings, settings.listen.port)));
  }
  const LocalOperations local(*composition, settings);
  return work(local.operations());
}

Result<void> work_here_or_there(const config::Settings& settings, std::string_view command,
                                MissingFolder missing, const Work& work) {
  const DataLayout layout = layout_of(settings);
  std::error_code error;
  if (missing == MissingFolder::refuse && !settings.uses_aws() &&
      !std::filesystem::exists(layout.database(), error)) {
    return fail(
        ErrorCode::not_found,
        fmt::format("there is no drive in the folder {} yet; is AUDMG_DATA_DIR or --data-dir "
                    "the one of the server?",
                    settings.data_dir));
  }
  const ControlClient server(layout.control_socket());
  const auto deadline = std::chrono::steady_clock::now() + kMaxWait;
  for (;;) {
    const Result<DataFolder> folder = DataFolder::open(layout.root, command);
    if (folder) return work_on_stores(settings, *folder, work);
    if (folder.error().code != ErrorCode::conflict) return std::unexpected(folder.error());
    if (server.check()) {
      return work(
          remote_operations([&](const std::string& request) { return server.ask(request); }));
    }
    if (std::chrono::steady_clock::now() > deadline) return std::unexpected(folder.error());
    std::this_thread::sleep_for(kRetryInterval);
  }
}

}  // namespace

ExitCode report(const Error& error) { return report(error.message, ExitCode::failure); }

ExitCode with_operations(const config::Settings& settings, std::string_view command,
                         MissingFolder missing, const Work& work) {
  const Result<void> outcome = work_here_or_there(settings, command, missing, work);
  return outcome ? ExitCode::success : report(outcome.error());
}

}  // namespace audmg::app

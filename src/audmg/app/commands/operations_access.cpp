// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/commands/operations_access.hpp"

#include "audmg/app/composition/composition.hpp"
#include "audmg/app/control/remote_accounts.hpp"
#include "audmg/app/control/remote_backups.hpp"
#include "audmg/app/control/remote_jobs.hpp"
#include "audmg/app/control/remote_media_rebuild.hpp"
#include "audmg/app/control/remote_verification.hpp"
#include "audmg/app/data_folder/data_folder.hpp"
#include "audmg/app/operations/local_operations.hpp"

#include <fmt/format.h>

#include <chrono>
#include <system_error>
#include <thread>
#include <utility>

namespace audmg::app {
namespace {

/// Another short command, or a server that is just starting or stopping, is done by then.
constexpr std::chrono::seconds kMaxWait{5};
constexpr std::chrono::milliseconds kRetryInterval{50};

class RemoteAccess final : public OperationsAccess {
 public:
  RemoteAccess(std::unique_ptr<Accounts> accounts, const std::filesystem::path& socket)
      : accounts_(std::move(accounts)),
        jobs_(make_remote_jobs(socket)),
        media_(make_remote_media_rebuild(socket)),
        backups_(make_remote_backups(socket)),
        verification_(make_remote_verification(socket)) {}
  Operations operations() noexcept override {
    return {*accounts_, *jobs_, *media_, *backups_, *verification_};
  }

 private:
  std::unique_ptr<Accounts> accounts_;
  std::unique_ptr<Jobs> jobs_;
  std::unique_ptr<MediaRebuild> media_;
  std::unique_ptr<Backups> backups_;
  std::unique_ptr<Verification> verification_;
};

class LocalAccess final : public OperationsAccess {
 public:
  LocalAccess(DataFolder folder, std::unique_ptr<Composition> composition,
              const config::Settings& settings)
      : folder_(std::move(folder)),
        composition_(std::move(composition)),
        operations_(*composition_, settings) {}
  Operations operations() noexcept override { return operations_.operations(); }

 private:
  DataFolder folder_;  // released last
  std::unique_ptr<Composition> composition_;
  LocalOperations operations_;
};

Result<std::unique_ptr<OperationsAccess>> open_stores(const config::Settings& settings,
                                                      DataFolder folder) {
  AUDMG_TRY(auto composition, make_composition(settings, folder.layout(), LogTarget::nowhere));
  return std::make_unique<LocalAccess>(std::move(folder), std::move(composition), settings);
}

}  // namespace

Result<std::unique_ptr<OperationsAccess>> open_operations(const config::Settings& settings,
                                                          std::string_view command,
                                                          MissingFolder missing) {
  const DataLayout layout{settings.data_dir};
  std::error_code error;
  if (missing == MissingFolder::refuse && !settings.uses_aws() &&
      !std::filesystem::exists(layout.database(), error)) {
    return fail(
        ErrorCode::not_found,
        fmt::format("there is no drive in the folder {} yet; is AUDMG_DATA_DIR or --data-dir "
                    "the one of the server?",
                    settings.data_dir));
  }
  const auto deadline = std::chrono::steady_clock::now() + kMaxWait;
  for (;;) {
    Result<DataFolder> folder = DataFolder::open(layout.root, command);
    if (folder) return open_stores(settings, std::move(*folder));
    if (folder.error().code != ErrorCode::conflict) return std::unexpected(folder.error());
    if (auto remote = connect_remote_accounts(layout.control_socket())) {
      return std::make_unique<RemoteAccess>(std::move(*remote), layout.control_socket());
    }
    if (std::chrono::steady_clock::now() > deadline) return std::unexpected(folder.error());
    std::this_thread::sleep_for(kRetryInterval);
  }
}

}  // namespace audmg::app

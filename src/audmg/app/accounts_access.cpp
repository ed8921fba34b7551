// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/accounts_access.hpp"

#include "audmg/app/composition.hpp"
#include "audmg/app/control/remote_accounts.hpp"
#include "audmg/app/data_folder.hpp"
#include "audmg/app/local_accounts.hpp"
#include "audmg/app/secrets.hpp"

#include <fmt/format.h>

#include <chrono>
#include <system_error>
#include <thread>
#include <utility>

namespace audmg::app {
namespace {

/// Another `audmg user` command, or a server that is just starting or stopping, is done by then.
constexpr std::chrono::seconds kMaxWait{5};
constexpr std::chrono::milliseconds kRetryInterval{50};

class RemoteAccess final : public AccountsAccess {
 public:
  explicit RemoteAccess(std::unique_ptr<Accounts> accounts) : accounts_(std::move(accounts)) {}
  Accounts& accounts() noexcept override { return *accounts_; }

 private:
  std::unique_ptr<Accounts> accounts_;
};

class LocalAccess final : public AccountsAccess {
 public:
  LocalAccess(DataFolder folder, std::unique_ptr<Composition> composition)
      : folder_(std::move(folder)),
        composition_(std::move(composition)),
        accounts_(make_local_accounts(composition_->services())) {}
  Accounts& accounts() noexcept override { return *accounts_; }

 private:
  DataFolder folder_;  // released last
  std::unique_ptr<Composition> composition_;
  std::unique_ptr<Accounts> accounts_;
};

Result<std::unique_ptr<AccountsAccess>> open_stores(const config::Settings& settings,
                                                    DataFolder folder) {
  const Secrets secrets = load_secrets(settings, folder.layout());
  AUDMG_TRY(auto composition,
            Composition::make(settings, folder.layout(), secrets, LogTarget::nowhere));
  return std::make_unique<LocalAccess>(std::move(folder), std::move(composition));
}

}  // namespace

Result<std::unique_ptr<AccountsAccess>> open_accounts(const config::Settings& settings,
                                                      std::string_view command,
                                                      MissingFolder missing) {
  const DataLayout layout{settings.data_dir};
  std::error_code error;
  if (missing == MissingFolder::refuse && !std::filesystem::exists(layout.database(), error)) {
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
      return std::make_unique<RemoteAccess>(std::move(*remote));
    }
    if (std::chrono::steady_clock::now() > deadline) return std::unexpected(folder.error());
    std::this_thread::sleep_for(kRetryInterval);
  }
}

}  // namespace audmg::app

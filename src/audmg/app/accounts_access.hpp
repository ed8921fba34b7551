// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/accounts.hpp"
#include "audmg/config/settings.hpp"
#include "audmg/core/result.hpp"

#include <memory>
#include <string_view>

namespace audmg::app {

/// The accounts of the data folder and whatever must live as long as they are used.
class AccountsAccess {
 public:
  AccountsAccess() = default;
  AccountsAccess(const AccountsAccess&) = delete;
  AccountsAccess& operator=(const AccountsAccess&) = delete;
  virtual ~AccountsAccess() = default;
  [[nodiscard]] virtual Accounts& accounts() noexcept = 0;
};

/// What to do when the data folder has no database yet.
enum class MissingFolder { create, refuse };

/// Opens the stores when nobody has the data folder, else connects to the server that has it; waits
/// a little for another short command. Errors: conflict (a process without a control socket has the
/// folder), not_found (MissingFolder::refuse), and those of the stores. Throws ConfigError.
[[nodiscard]] Result<std::unique_ptr<AccountsAccess>> open_accounts(
    const config::Settings& settings, std::string_view command, MissingFolder missing);

}  // namespace audmg::app

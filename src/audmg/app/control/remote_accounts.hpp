// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/operations/accounts.hpp"
#include "audmg/core/result.hpp"

#include <filesystem>
#include <memory>

namespace audmg::app {

/// Accounts of a running server, through its control socket. Errors: unavailable when no server
/// listens at `path`.
[[nodiscard]] Result<std::unique_ptr<Accounts>> connect_remote_accounts(
    const std::filesystem::path& path);

}  // namespace audmg::app

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/cli/exit_code.hpp"
#include "audmg/app/operations/operations.hpp"
#include "audmg/config/settings.hpp"
#include "audmg/core/result.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace audmg::app {

/// Prints the error as report() does; returns ExitCode::failure.
ExitCode report(const Error& error);

/// The reaction to a data folder that has no database yet.
enum class MissingFolder { create, refuse };

/// Calls `work` with the operations of the stores when no process has the data folder, else with
/// those of the server that has it; waits briefly for another short command to end. Reports the
/// error when either fails: conflict (a process without a control socket has the folder), not_found
/// (MissingFolder::refuse), and those of the stores. Throws ConfigError.
[[nodiscard]] ExitCode with_operations(const config::Settings& settings, std::string_view command,
                                       MissingFolder missing,
                                       const std::function<Result<void>(const Operations&)>& work);

}  // namespace audmg::app

// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/cli/exit_code.hpp"
#include "audmg/app/operations/operations.hpp"
#include "audmg/config/settings.hpp"
#include "audmg/core/result.hpp"

#include <functional>
#include <string_view>

namespace audmg::app {

/// Prints the error as report() does; returns ExitCode::failure.
ExitCode report(const Error& error);

/// What to do when the data folder has no database yet.
enum class MissingFolder { create, refuse };

/// Gives `work` the operations of the stores when nobody has the data folder, else those of the
/// server that has it; waits a little for another short command. Reports the error when `work` or
/// that fails: conflict (a process without a control socket has the folder), not_found
/// (MissingFolder::refuse), and those of the stores. Throws ConfigError.
[[nodiscard]] ExitCode with_operations(const config::Settings& settings, std::string_view command,
                                       MissingFolder missing,
                                       const std::function<Result<void>(const Operations&)>& work);

}  // namespace audmg::app

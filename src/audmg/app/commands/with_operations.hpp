// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/cli/exit_code.hpp"
#include "audmg/app/commands/commands.hpp"
#include "audmg/app/commands/operations_access.hpp"
#include "audmg/config/settings.hpp"
#include "audmg/core/result.hpp"

#include <functional>
#include <string_view>

namespace audmg::app {

/// report(), as a failure.
ExitCode report(const Error& error);

/// Carries `work` out, in this process or in the one that owns the folder; reports its error.
[[nodiscard]] ExitCode with_operations(const config::Settings& settings, std::string_view command,
                                       MissingFolder missing,
                                       const std::function<Result<void>(const Operations&)>& work);

}  // namespace audmg::app
